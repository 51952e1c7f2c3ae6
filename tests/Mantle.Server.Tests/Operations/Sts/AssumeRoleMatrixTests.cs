using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Support;
using Mantle.Server.Tests.Support.Tables;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>
/// Who may assume a role: <c>Cases/assume-role.json</c>, whose outcomes come from AWS's documentation. The test compares every cell with a
/// server; docs/assume-role.md shows the same table.
/// </summary>
[Collection(FederationCollection.Name)]
public class AssumeRoleMatrixTests(FederationServer server)
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

    public static TheoryData<string> Conditions => Table.Conditions;

    [Theory]
    [MemberData(nameof(Principals))]
    public async Task A_principal_may_assume_a_role_as_documented(string trust, string caller, bool sameAccount)
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
        await owner.Iam("UpdateAssumeRolePolicy", ("RoleName", "target"), ("PolicyDocument", Trust(principal, "{}")));
        foreach (var (column, expected) in Table.Cells(trust, caller, sameAccount))
        {
            await organization.ClearAsync();
            var client = await who.WithAsync(column);
            await organization.SetAsync(column, home.AccountId, owner.AccountId);
            var answer = await client.SendAsync("sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
            Assert.True(
                (answer.Code is null ? DecisionTable.Allowed : DecisionTable.Denied) == expected,
                $"{trust}, {column}: expected {expected}, not {answer.Code} {answer.Message}"
            );
            if (expected == DecisionTable.Denied)
                Assert.Equal(("AccessDenied", Denial(caller, who.Arn, role)), (answer.Code, answer.Message));
        }
    }

    static string Denial(string caller, string arn, string role) =>
        caller == "federated user"
            ? "Cannot call AssumeRole with session credentials"
            : $"User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role}";

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task A_condition_of_the_trust_policy_decides_as_documented(string name)
    {
        var row = Table.Condition(name);
        var owner = await server.NewAccountAsync();
        var home = await server.NewAccountAsync();
        var role = await owner.NewRoleAsync("target");
        var who = await TableCaller.NewAsync(home, "user", "sts:*", "sts:AssumeRole");
        await home.Iam("TagUser", ("UserName", "dev"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"));
        var client = await who.WithAsync("allow");
        await owner.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "target"),
            ("PolicyDocument", Trust($$"""{"AWS":"{{who.Arn}}"}""", row.Condition.GetRawText()))
        );
        var parameters = new List<(string, string)> { ("RoleArn", role) };
        if (!row.Parameters.ContainsKey("RoleSessionName"))
            parameters.Add(("RoleSessionName", "session"));
        foreach (var (parameter, value) in row.Parameters)
            if (parameter == "mfa")
                parameters.AddRange(await MfaAsync(home, value == "right"));
            else
                parameters.Add((parameter, value));
        var answer = await client.SendAsync("sts", "AssumeRole", [.. parameters]);
        Assert.True(
            (answer.Code is null ? DecisionTable.Allowed : DecisionTable.Denied) == row.Outcome,
            $"expected {row.Outcome}, not {answer.Code} {answer.Message}"
        );
        if (row.Outcome == DecisionTable.Denied)
            Assert.Equal("AccessDenied", answer.Code);
    }

    [Fact]
    public async Task The_root_user_may_assume_no_role()
    {
        var owner = await server.NewAccountAsync();
        var home = await server.NewAccountAsync();
        var role = await owner.NewRoleAsync("target");
        await owner.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "target"),
            ("PolicyDocument", Trust($$"""{"AWS":"{{home.AccountId}}"}""", "{}"))
        );
        await home.RefusedAsync(
            "AccessDenied",
            "Roles may not be assumed by root accounts.",
            "sts",
            "AssumeRole",
            ("RoleArn", role),
            ("RoleSessionName", "session")
        );
    }

    [Fact]
    public Task The_page_shows_these_cases() =>
        Table.CheckPageAsync(
            """
            # Who may assume a role

            Each cell is a test (`AssumeRoleMatrixTests`) with the outcome that AWS documents. Most columns are the caller's side: no
            identity policy, or one that allows or denies `sts:AssumeRole`; then one that allows it, while a permissions boundary, a
            session policy or a service control policy (SCP) of the caller's account allows it, does not allow it ("without"), or
            denies it. The last two columns are the role's side: an SCP of the role's account, which does not apply to callers of
            other accounts, and a resource control policy (RCP), which does.
            A user session comes from `GetSessionToken`, a federated user from `GetFederationToken`.
            A denial is the same whether or not the role exists.

            """,
            "\n## Conditions of the trust policy\n\nThe trust policy names the user, whose identity policy allows the call "
                + "from another account.\n\n",
            [],
            "\nThe root user cannot assume roles: `Roles may not be assumed by root accounts.`\n"
        );

    /// <summary>A device of the caller, and its code or a wrong one.</summary>
    async Task<(string, string)[]> MfaAsync(TestClient home, bool right)
    {
        var device = await TestDevice.EnabledAsync(server, home, "dev");
        var code = device.NextCode();
        return device.With(right ? code : code[..5] + (code[5] == '0' ? '1' : '0'));
    }

    static string Trust(string principal, string condition) =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},
             "Action":["sts:AssumeRole","sts:SetSourceIdentity"],"Condition":{{condition}}}]}
            """;
}
