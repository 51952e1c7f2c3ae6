using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(ServerCollection.Name)]
public class GetAccessKeyInfoTests(TestServer server)
{
    [Fact]
    public async Task A_key_tells_its_account_whichever_and_even_after_it_is_gone()
    {
        var root = await server.NewAccountAsync();
        var other = await server.NewAccountAsync();
        var user = await other.NewUserAsync("dev");
        await other.Iam("DeleteAccessKey", ("UserName", "dev"), ("AccessKeyId", user.Credentials.AccessKeyId));
        var answer = await root.Sts("GetAccessKeyInfo", ("AccessKeyId", user.Credentials.AccessKeyId));
        Assert.Equal("Account", answer.Members("GetAccessKeyInfoResult"));
        Assert.Equal(other.AccountId, answer.Text("Account"));
    }

    [Fact]
    public async Task What_is_no_key_id_is_refused()
    {
        var root = await server.NewAccountAsync();
        await root.RefusedAsync("ValidationError", null, "sts", "GetAccessKeyInfo", ("AccessKeyId", "AIDAIOSFODNN7EXAMPLE"));
    }

    [Fact]
    public async Task It_takes_its_permission_which_has_no_resource()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        (string, string) key = ("AccessKeyId", root.Credentials.AccessKeyId);
        await user.RefusedAsync(
            "AccessDenied",
            $"User: {root.Arn("user/dev")} is not authorized to perform: sts:GetAccessKeyInfo because no identity-based policy "
                + $"allows the sts:GetAccessKeyInfo action",
            "sts",
            "GetAccessKeyInfo",
            key
        );
        await root.PutPolicyAsync("dev", Documents.Allow("sts:GetAccessKeyInfo"));
        await user.Sts("GetAccessKeyInfo", key);
    }
}
