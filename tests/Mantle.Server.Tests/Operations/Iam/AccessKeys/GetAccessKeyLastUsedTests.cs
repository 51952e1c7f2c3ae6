using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.AccessKeys;

[Collection(ServerCollection.Name)]
public class GetAccessKeyLastUsedTests(TestServer server)
{
    [Fact]
    public async Task A_key_that_was_never_used_says_so_and_has_no_date()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var answer = await root.Iam("GetAccessKeyLastUsed", ("AccessKeyId", user.Credentials.AccessKeyId));
        Assert.Equal("Region ServiceName", answer.Members("AccessKeyLastUsed"));
        Assert.Equal(("N/A", "N/A", "x"), (answer.Text("Region"), answer.Text("ServiceName"), answer.Text("UserName")));
    }

    [Fact]
    public async Task The_last_use_is_current_and_a_denied_call_counts()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await user.Sts("GetCallerIdentity");
        Assert.Equal("sts", (await root.Iam("GetAccessKeyLastUsed", ("AccessKeyId", user.Credentials.AccessKeyId))).Text("ServiceName"));
        await user.Refused("AccessDenied", null, "ListUsers");
        var answer = await root.Iam("GetAccessKeyLastUsed", ("AccessKeyId", user.Credentials.AccessKeyId));
        Assert.Equal(("iam", "us-east-1"), (answer.Text("ServiceName"), answer.Text("Region")));
        Assert.Equal(
            server.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            answer.Text("LastUsedDate")
        );
    }

    [Fact]
    public async Task A_key_of_another_account_and_a_missing_one_are_denied_alike()
    {
        var root = await server.NewAccountAsync();
        var other = await server.NewAccountAsync();
        foreach (var id in new[] { "AKIAIOSFODNN7EXAMPLE", other.Credentials.AccessKeyId })
            await root.Refused(
                "AccessDenied",
                $"User: {root.Arn("root")} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key {id}",
                "GetAccessKeyLastUsed",
                ("AccessKeyId", id)
            );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user_that_owns_the_key()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x", Documents.Allow("iam:GetAccessKeyLastUsed", root.Arn("user/y")));
        await user.Refused("AccessDenied", null, "GetAccessKeyLastUsed", ("AccessKeyId", user.Credentials.AccessKeyId));
        await root.PutPolicyAsync("x", Documents.Allow("iam:GetAccessKeyLastUsed", root.Arn("user/x")));
        await user.Iam("GetAccessKeyLastUsed", ("AccessKeyId", user.Credentials.AccessKeyId));
    }
}
