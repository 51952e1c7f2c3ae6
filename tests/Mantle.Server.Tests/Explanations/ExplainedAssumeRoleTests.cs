using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using Mantle.Server.Tests.Support.Tables;

namespace Mantle.Server.Tests.Explanations;

/// <summary>
/// Every denial of docs/assume-role.md explains itself: the layer of its column is named, and whoever does what the explanations say is
/// allowed then.
/// </summary>
[Collection(FederationCollection.Name)]
public class ExplainedAssumeRoleTests(FederationServer server)
{
    static readonly DecisionTable Table = new(
        "assume-role",
        "trust",
        "none",
        "allow",
        "deny",
        "boundary without",
        "boundary deny",
        "session policy without",
        "session policy deny",
        "SCP allow",
        "SCP without",
        "SCP deny",
        "role's SCP deny",
        "RCP deny"
    );

    public static TheoryData<string, string, bool> Principals => Table.Principals;

    [Theory]
    [MemberData(nameof(Principals))]
    public async Task A_denial_names_its_layer_and_what_it_suggests_allows_the_call(string trust, string caller, bool sameAccount)
    {
        await using var issuer = caller == "web identity" ? await TestIssuer.StartAsync() : null;
        var organization = await TableOrganization.NewAsync(server);
        var owner = await organization.NewMemberAsync();
        var home = sameAccount ? owner : await organization.NewMemberAsync();
        var role = await owner.NewRoleAsync("target");
        var who = await TableCaller.NewAsync(home, caller, "sts:*", "sts:AssumeRole", issuer);
        await home.Iam("CreateUser", ("UserName", "other"));
        var principal = Table
            .Element(trust, caller)!
            .Value.GetRawText()
            .Replace("{callerAccount}", home.AccountId, StringComparison.Ordinal)
            .Replace("{callerRole}", who.RoleArn, StringComparison.Ordinal)
            .Replace("{callerUser}", home.Arn("user/dev"), StringComparison.Ordinal)
            .Replace("{caller}", who.Arn, StringComparison.Ordinal)
            .Replace("{other}", home.Arn("user/other"), StringComparison.Ordinal);
        var cells = Table.Cells(trust, caller, sameAccount).ToList();
        var namesCaller = cells.Contains(("allow", DecisionTable.Allowed));
        foreach (var (column, expected) in cells)
        {
            if (expected != DecisionTable.Denied)
                continue;
            await organization.ClearAsync();
            await owner.Iam("UpdateAssumeRolePolicy", ("RoleName", "target"), ("PolicyDocument", Trust(principal)));
            foreach (var (kind, name) in new[] { ("User", "dev"), ("Role", "dev") })
                await home.SendAsync("iam", $"Delete{kind}Policy", ($"{kind}Name", name), ("PolicyName", "AllowAssumeRole"));
            var client = await who.WithAsync(column);
            await organization.SetAsync(column, home.AccountId, owner.AccountId);
            var denied = await AssumeAsync(client, role);
            Assert.Equal("AccessDenied", denied.Code);
            var explained = await ExplainedDenial.OfAsync(denied, home, owner, organization.Management);
            if (caller == "federated user")
            {
                Assert.Equal("No policy can allow it.", explained.Obstacle);
                Assert.Empty(explained.Commands);
                continue;
            }
            var layer = namesCaller || !sameAccount ? LayerOf(column) : LayerWhereNobodyIsNamed(column);
            Assert.True(explained.Blocking.Contains(layer), $"{column}: {string.Join(", ", explained.Blocking)}");
            foreach (var (viewer, command) in explained.Commands)
                if (command.Service == "sts")
                    client = await who.SessionWithAsync(command["Policy"]);
                else
                    await command.RunAsync(command.Service == "organizations" ? organization.Management : viewer);
            var allowed = await AssumeAsync(client, role);
            Assert.True(
                allowed.Code is null,
                $"{trust}, {column}: {allowed.Message} after\n{string.Join('\n', explained.Commands.Select(each => each.Command))}\n"
                    + string.Join('\n', explained.Views)
            );
        }
    }

    static Task<Answer> AssumeAsync(TestClient client, string role) =>
        client.SendAsync("sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));

    /// <summary>The layer whose policy the column changes; the role's trust policy where it changes none.</summary>
    static string LayerOf(string column) =>
        column switch
        {
            "none" or "deny" => "IdentityBasedPolicy",
            "boundary without" or "boundary deny" => "PermissionsBoundary",
            "session policy without" or "session policy deny" => "SessionPolicy",
            "SCP without" or "SCP deny" => "ServiceControlPolicy",
            "RCP deny" => "ResourceControlPolicy",
            _ => "RoleTrustPolicy",
        };

    /// <summary>Within an account, a trust policy that names the user needs no other policy besides.</summary>
    static string LayerWhereNobodyIsNamed(string column) => column is "none" or "boundary without" ? "RoleTrustPolicy" : LayerOf(column);

    static string Trust(string principal) =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},
             "Action":["sts:AssumeRole","sts:SetSourceIdentity"]}]}
            """;
}
