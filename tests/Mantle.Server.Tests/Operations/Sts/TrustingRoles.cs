using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

static class TrustingRoles
{
    /// <summary>A role with a trust policy; returns its ARN.</summary>
    public static async Task<string> NewTrustingRoleAsync(
        this TestClient root,
        string name,
        string trust,
        params (string Name, string Value)[] more
    ) => (await root.Iam("CreateRole", [("RoleName", name), ("AssumeRolePolicyDocument", trust), .. more])).Text("Arn");
}
