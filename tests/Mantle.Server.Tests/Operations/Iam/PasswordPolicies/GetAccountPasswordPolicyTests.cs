using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.PasswordPolicies;

[Collection(ServerCollection.Name)]
public class GetAccountPasswordPolicyTests(TestServer server)
{
    [Fact]
    public async Task An_account_without_a_policy_says_so()
    {
        var root = await server.NewAccountAsync();
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
        await user.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/x")} is not authorized to perform: iam:GetAccountPasswordPolicy on resource: * because no "
                + $"identity-based policy allows the iam:GetAccountPasswordPolicy action",
            "GetAccountPasswordPolicy"
        );
        await root.PutPolicyAsync("x", Documents.Allow("iam:GetAccountPasswordPolicy"));
        await user.Iam("GetAccountPasswordPolicy");
    }
}
