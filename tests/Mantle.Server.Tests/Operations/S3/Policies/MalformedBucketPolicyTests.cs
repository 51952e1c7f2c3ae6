using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Policies;

[Collection(ServerCollection.Name)]
public class MalformedBucketPolicyTests(TestServer server)
{
    [Theory]
    [InlineData("nonsense", "Policies must be valid JSON and the first byte must be '{'")]
    [InlineData(" {}", "Policies must be valid JSON and the first byte must be '{'")]
    [InlineData("{\"Version\":", "Policies must be valid JSON and the first byte must be '{'")]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}]}""",
        "Missing required field Principal"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{account}"},
             "Resource":"arn:aws:s3:::{bucket}/*"}]}
            """,
        "Missing required field Action"
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{account}"},"Action":"s3:GetObject"}]}""",
        "Missing required field Resource"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{account}"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::another/*"}]}
            """,
        "Policy has invalid resource"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{account}"},
             "Action":"s3:NoSuchAction","Resource":"arn:aws:s3:::{bucket}/*"}]}
            """,
        "Policy has invalid action"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{account}"},
             "Action":"sqs:SendMessage","Resource":"arn:aws:s3:::{bucket}/*"}]}
            """,
        "Policy has invalid action"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{account}"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}"}]}
            """,
        "Action does not apply to any resource(s) in statement"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{account}"},
             "Action":"s3:ListBucket","Resource":"arn:aws:s3:::{bucket}/*"}]}
            """,
        "Action does not apply to any resource(s) in statement"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{account}"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*","Condition":{"StringEquals":{"s3:nonsense":"x"}}}]}
            """,
        "Policy has an invalid condition key"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{account}"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*","Condition":{"StringEquals":{"s3:prefix":"x"}}}]}
            """,
        "Conditions do not apply to combination of actions and resources in statement"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Principal":{"AWS":"{account}"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}]}
            """,
        "Invalid policy syntax."
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{account}:user/nobody"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}]}
            """,
        "Invalid principal in policy"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{account}:user/*"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}]}
            """,
        "Invalid principal in policy"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}]}
            """,
        "Invalid principal in policy"
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"CanonicalUser":"0123"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}]}
            """,
        "Invalid principal in policy"
    )]
    public async Task A_policy_that_does_not_fit_is_malformed(string policy, string message)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        policy = policy.Replace("{bucket}", bucket, StringComparison.Ordinal).Replace("{account}", s3.AccountId, StringComparison.Ordinal);
        (await s3.PutDocumentAsync($"/{bucket}?policy", policy)).Refused(400, "MalformedPolicy", message);
        (await s3.GetAsync($"/{bucket}?policy")).Refused(404, "NoSuchBucketPolicy");
    }

    [Fact]
    public async Task Everyone_but_somebody_cannot_be_allowed()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        string Document(string effect) =>
            $$"""
                {"Version":"2012-10-17","Statement":{"Effect":"{{effect}}","NotPrincipal":{"AWS":"{{s3.AccountId}}"},
                  "Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/*"} }
                """.Trim();
        (await s3.PutDocumentAsync($"/{bucket}?policy", Document("Allow"))).Refused(
            400,
            "MalformedPolicy",
            "Allow with NotPrincipal is not allowed."
        );
        (await s3.PutDocumentAsync($"/{bucket}?policy", Document("Deny"))).Expect(204);
    }
}
