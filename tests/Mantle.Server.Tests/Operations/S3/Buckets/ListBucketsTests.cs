using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Buckets;

[Collection(ServerCollection.Name)]
public class ListBucketsTests(TestServer server)
{
    [Fact]
    public async Task Pages_hold_every_bucket_once_in_order()
    {
        var s3 = await server.NewS3Async();
        var names = new List<string>();
        for (var i = 0; i < 5; i++)
            names.Add(await s3.NewBucketAsync());
        names.Sort(StringComparer.Ordinal);
        Assert.Equal(names, (await s3.GetAsync("/")).Expect(200).All("Name"));

        var paged = new List<string>();
        string? token = null;
        do
        {
            var page = (
                await s3.GetAsync($"/?max-buckets=2{(token is null ? "" : $"&continuation-token={Uri.EscapeDataString(token)}")}")
            ).Expect(200);
            paged.AddRange(page.All("Name"));
            token = page.Has("ContinuationToken") ? page.Element("ContinuationToken") : null;
        } while (token is not null);
        Assert.Equal(names, paged);
        Assert.Equal([names[0]], (await s3.GetAsync($"/?prefix={names[0]}")).All("Name"));
    }

    [Fact]
    public async Task A_user_without_rights_is_told_so_in_awss_words()
    {
        var s3 = await server.NewS3Async();
        var user = s3.As(await s3.Client.NewUserAsync("developer"));
        (await user.GetAsync("/")).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{s3.AccountId}:user/developer is not authorized to perform: s3:ListAllMyBuckets because no "
                + $"identity-based policy allows the s3:ListAllMyBuckets action"
        );
        await s3.Client.Iam("AttachUserPolicy", ("UserName", "developer"), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        (await user.GetAsync("/")).Expect(200);
    }

    [Fact]
    public async Task A_request_that_nobody_signed_is_denied()
    {
        var s3 = await server.NewS3Async();
        (await s3.SendUnsignedAsync("GET", "/")).Refused(403, "AccessDenied", "Access Denied");
        Assert.Empty((await s3.SendUnsignedAsync("HEAD", $"/{await s3.NewBucketAsync()}/key")).Expect(403).Body);
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("arn:aws:s3:::*", true)]
    [InlineData("arn:aws:s3:::bucket", false)]
    public async Task Listing_is_allowed_on_all_buckets_or_on_everything(string resource, bool isAllowed)
    {
        var s3 = await server.NewS3Async();
        var user = s3.As(await s3.Client.NewUserAsync("user", Documents.Allow("s3:ListAllMyBuckets", resource)));
        (await user.GetAsync("/")).Expect(isAllowed ? 200 : 403);
        if (!isAllowed)
            return;
        (
            await s3.Client.Iam(
                "PutUserPolicy",
                ("UserName", "user"),
                ("PolicyName", "deny"),
                ("PolicyDocument", Documents.Deny("s3:ListAllMyBuckets", resource))
            )
        ).ToString();
        (await user.GetAsync("/")).Refused(403, "AccessDenied");
    }
}
