using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.PasswordPolicies;

[Collection(ServerCollection.Name)]
public class DeleteAccountPasswordPolicyTests(TestServer server)
{
    [Fact]
    public async Task A_deleted_policy_is_gone_and_there_must_be_one()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The account policy with name PasswordPolicy cannot be found.", "DeleteAccountPasswordPolicy");
        await root.Iam("UpdateAccountPasswordPolicy");
        await root.Iam("DeleteAccountPasswordPolicy");
        await root.Refused(
            "NoSuchEntity",
            $"The Password Policy with domain name {root.AccountId} cannot be found.",
            "GetAccountPasswordPolicy"
        );
    }

    [Fact]
    public async Task It_takes_its_permission()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("UpdateAccountPasswordPolicy");
        var user = await root.NewUserAsync("x");
        await user.Refused("AccessDenied", null, "DeleteAccountPasswordPolicy");
        await root.PutPolicyAsync("x", Documents.Allow("iam:DeleteAccountPasswordPolicy"));
        await user.Iam("DeleteAccountPasswordPolicy");
    }
}
