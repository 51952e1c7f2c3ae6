using System.Text;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Policies;

[Collection(ServerCollection.Name)]
public class BucketPolicyTests(TestServer server)
{
    static string Statement(string bucket, string principal, string action = "s3:GetObject", string resource = "/*", string more = "") =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},
             "Action":"{{action}}","Resource":"arn:aws:s3:::{{bucket}}{{resource}}"{{more}}}]}
            """;

    [Fact]
    public async Task A_policy_is_read_as_it_was_written_until_it_is_deleted()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.GetAsync($"/{bucket}?policy")).Refused(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
        (await s3.GetAsync($"/{bucket}?policyStatus")).Refused(404, "NoSuchBucketPolicy");
        var policy = Statement(bucket, $$"""{"AWS":"{{s3.AccountId}}"}""") + " \n";
        Assert.Empty((await s3.PutDocumentAsync($"/{bucket}?policy", policy)).Expect(204).Body);
        var answer = (await s3.GetAsync($"/{bucket}?policy")).Expect(200);
        Assert.Equal((policy, "application/json"), (answer.Text, answer.Header("Content-Type")));
        Assert.Equal("false", (await s3.GetAsync($"/{bucket}?policyStatus")).Element("IsPublic"));
        (await s3.SendAsync("DELETE", $"/{bucket}?policy")).Expect(204);
        (await s3.SendAsync("DELETE", $"/{bucket}?policy")).Expect(204);
        (await s3.GetAsync($"/{bucket}?policy")).Refused(404, "NoSuchBucketPolicy");
    }

    [Fact]
    public async Task A_policy_may_have_twenty_kilobytes_without_its_white_space()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var shortest = Statement(bucket, $$"""{"AWS":"{{s3.AccountId}}"}""", more: ",\"Sid\":\"\"");
        var longest = shortest.Replace(
            "\"Sid\":\"\"",
            $"\"Sid\":\"{new string('x', (20 << 10) - Encoding.UTF8.GetByteCount(shortest))}\"",
            StringComparison.Ordinal
        );
        (await s3.PutDocumentAsync($"/{bucket}?policy", longest + new string(' ', 1_000))).Expect(204);
        (await s3.PutDocumentAsync($"/{bucket}?policy", longest.Replace("xx", "xxx", StringComparison.Ordinal))).Refused(
            400,
            "MalformedPolicy",
            "Normalized policy document exceeds the maximum allowed size of 20480 bytes."
        );
    }

    [Fact]
    public async Task A_principal_is_bound_to_its_unique_id()
    {
        var s3 = await server.NewS3Async();
        var home = await server.NewAccountAsync();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        var first = await home.NewUserAsync("dev", Documents.Allow("s3:*"));
        (await s3.PutDocumentAsync($"/{bucket}?policy", Statement(bucket, $$"""{"AWS":"{{home.Arn("user/dev")}}"}"""))).Expect(204);
        (await s3.As(first).GetAsync($"/{bucket}/key")).Expect(200);
        var id = (await home.Iam("GetUser", ("UserName", "dev"))).Text("UserId");
        await home.Iam("DeleteAccessKey", ("UserName", "dev"), ("AccessKeyId", first.Credentials.AccessKeyId));
        await home.Iam("DeleteUserPolicy", ("UserName", "dev"), ("PolicyName", "policy"));
        await home.Iam("DeleteUser", ("UserName", "dev"));

        var second = await home.NewUserAsync("dev", Documents.Allow("s3:*"));
        (await s3.As(second).GetAsync($"/{bucket}/key")).Refused(403, "AccessDenied", "Access Denied");
        Assert.Contains($"\"AWS\":\"{id}\"", (await s3.GetAsync($"/{bucket}?policy")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_are_for_the_owners_account_even_where_others_are_allowed()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var stranger = s3.As(await (await server.NewAccountAsync()).NewUserAsync("dev", Documents.Allow("s3:*")));
        var policy = Statement(bucket, $$"""{"AWS":"{{stranger.AccountId}}"}""", "s3:*", "");
        (await stranger.GetAsync($"/{bucket}?policy")).Refused(403, "AccessDenied", "Access Denied");
        (await s3.PutDocumentAsync($"/{bucket}?policy", policy)).Expect(204);
        (await stranger.GetAsync($"/{bucket}?policy")).Refused(
            405,
            "MethodNotAllowed",
            "The specified method is not allowed against this resource."
        );
        (await stranger.PutDocumentAsync($"/{bucket}?policy", policy)).Refused(405, "MethodNotAllowed");
        (await stranger.SendAsync("DELETE", $"/{bucket}?policy")).Refused(405, "MethodNotAllowed");
        (await stranger.GetAsync($"/{bucket}?tagging")).Refused(404, "NoSuchTagSet");
    }

    [Fact]
    public async Task A_deny_for_everyone_leaves_the_policy_to_the_root_user()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var admin = s3.As(await s3.Client.NewUserAsync("admin", Documents.Allow("*")));
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",
                 "Resource":["arn:aws:s3:::{{bucket}}","arn:aws:s3:::{{bucket}}/*"]}]}
                """
            )
        ).Expect(204);
        (await s3.GetAsync($"/{bucket}")).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{s3.AccountId}:root is not authorized to perform: s3:ListBucket on resource: "
                + $"\"arn:aws:s3:::{bucket}\" with an explicit deny in a resource-based policy"
        );
        (await admin.SendAsync("DELETE", $"/{bucket}?policy")).Refused(403, "AccessDenied");
        (await s3.SendAsync("DELETE", $"/{bucket}?policy")).Expect(204);
        (await admin.GetAsync($"/{bucket}")).Expect(200);
    }

    [Fact]
    public async Task A_policy_decides_each_key_of_a_deletion_of_many()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var dev = s3.As(await s3.Client.NewUserAsync("dev"));
        (await s3.PutAsync($"/{bucket}/mine/a", "x")).Expect(200);
        (await s3.PutAsync($"/{bucket}/other/a", "x")).Expect(200);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                Statement(bucket, $$"""{"AWS":"{{s3.Client.Arn("user/dev")}}"}""", "s3:DeleteObject", "/mine/*")
            )
        ).Expect(204);
        var answer = (
            await dev.SendDocumentAsync(
                "POST",
                $"/{bucket}?delete",
                "<Delete><Object><Key>mine/a</Key></Object><Object><Key>other/a</Key></Object></Delete>"
            )
        ).Expect(200);
        Assert.Equal(["mine/a"], answer.Xml.Elements("Deleted").Select(item => item.Element("Key")!.Value));
        Assert.Equal(["other/a"], answer.Xml.Elements("Error").Select(item => item.Element("Key")!.Value));
    }
}
