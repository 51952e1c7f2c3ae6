using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.ObjectLock;

/// <summary>
/// Condition keys of Object Lock
/// (<see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class ObjectLockKeysTests(TestServer server)
{
    [Theory]
    [InlineData("s3:object-lock-mode", "GOVERNANCE", true)]
    [InlineData("s3:object-lock-mode", "COMPLIANCE", false)]
    [InlineData("s3:object-lock-legal-hold", "ON", true)]
    [InlineData("s3:object-lock-legal-hold", "OFF", false)]
    public async Task A_policy_can_ask_how_an_object_is_locked(string key, string value, bool isAllowed)
    {
        var (s3, bucket) = await server.NewLockingBucketAsync();
        var user = s3.As(
            await s3.Client.NewUserAsync(
                "user",
                $$$"""
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":["s3:PutObject","s3:PutObjectRetention","s3:PutObjectLegalHold"],"Resource":"*"},
                {"Effect":"Deny","Action":"s3:PutObject","Resource":"*","Condition":{"StringNotEquals":{"{{{key}}}":"{{{value}}}"} } }]}
                """
            )
        );
        var put = await user.PutDocumentAsync(
            $"/{bucket}/key",
            "x",
            ("x-amz-object-lock-mode", "GOVERNANCE"),
            ("x-amz-object-lock-retain-until-date", server.In(5)),
            ("x-amz-object-lock-legal-hold", "ON")
        );
        if (isAllowed)
            put.Expect(200);
        else
            put.Refused(403, "AccessDenied");
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(9, false)]
    public async Task A_policy_can_ask_until_when(int days, bool isAllowed)
    {
        var (s3, bucket) = await server.NewLockingBucketAsync();
        var user = s3.As(
            await s3.Client.NewUserAsync(
                "user",
                $$$"""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:PutObject","s3:PutObjectRetention"],"Resource":"*",
                "Condition":{"DateLessThan":{"s3:object-lock-retain-until-date":"{{{server.In(6)}}}"} } } }
                """
            )
        );
        var put = await user.PutDocumentAsync(
            $"/{bucket}/key",
            "x",
            ("x-amz-object-lock-mode", "GOVERNANCE"),
            ("x-amz-object-lock-retain-until-date", server.In(days))
        );
        if (isAllowed)
            put.Expect(200);
        else
            put.Refused(403, "AccessDenied");
    }
}
