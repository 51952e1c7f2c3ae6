using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(ServerCollection.Name)]
public class GetCallerIdentityTests(TestServer server)
{
    [Fact]
    public async Task Every_kind_of_caller_has_its_arn_and_id()
    {
        var root = await server.NewAccountAsync();
        var rootIs = await root.Sts("GetCallerIdentity");
        Assert.Equal("Account Arn UserId", rootIs.Members("GetCallerIdentityResult"));
        Assert.Equal(
            (root.AccountId, root.Arn("root"), root.AccountId),
            (rootIs.Text("Account"), rootIs.Text("Arn"), rootIs.Text("UserId"))
        );
        var user = await root.NewUserAsync("dev");
        var id = (await root.Iam("GetUser", ("UserName", "dev"))).Text("UserId");
        var userIs = await user.Sts("GetCallerIdentity");
        Assert.Equal((root.Arn("user/dev"), id), (userIs.Text("Arn"), userIs.Text("UserId")));
        var role = await root.NewRoleAsync("r", ("Path", "/p/"));
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        var sessionIs = await (await user.AssumeAsync(role)).Sts("GetCallerIdentity");
        Assert.Equal($"arn:aws:sts::{root.AccountId}:assumed-role/r/session", sessionIs.Text("Arn"));
        Assert.Matches("^AROA[A-Z2-7]{17}:session$", sessionIs.Text("UserId"));
    }

    [Fact]
    public async Task It_works_despite_any_deny()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Deny("*"));
        await user.Sts("GetCallerIdentity");
    }
}
