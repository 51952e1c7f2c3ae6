using System.Globalization;
using System.Text;
using System.Text.Json;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>
/// Who may assume a role: <c>Cases/assume-role.json</c>, whose outcomes come from AWS's documentation, cell by cell against a server.
/// docs/assume-role.md shows the same table.
/// </summary>
[Collection(ServerCollection.Name)]
public class AssumeRoleMatrixTests(TestServer server)
{
    const string Elsewhere = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";

    static readonly string[] Columns = ["none", "allow", "deny", "boundary without", "boundary deny"];

    static readonly Matrix Cases = JsonSerializer.Deserialize<Matrix>(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Mantle.Server.Tests", "Cases", "assume-role.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string, string, bool> Principals
    {
        get
        {
            var rows = new TheoryData<string, string, bool>();
            foreach (var row in Cases.Principals)
            {
                rows.Add(row.Trust, row.Caller, true);
                rows.Add(row.Trust, row.Caller, false);
            }
            return rows;
        }
    }

    public static TheoryData<string> Conditions => [.. Cases.Conditions.Select(row => row.Case)];

    [Theory]
    [MemberData(nameof(Principals))]
    public async Task A_principal_may_assume_a_role_as_documented(string trust, string caller, bool sameAccount)
    {
        var row = Cases.Principals.Single(row => row.Trust == trust && row.Caller == caller);
        var (owner, home) = await AccountsAsync(sameAccount);
        var role = await owner.NewRoleAsync("target");
        var (client, roleArn, arn) = caller == "role" ? await RoleSessionAsync(home) : await UserAsync(home);
        await home.Iam("CreateUser", ("UserName", "other"));
        var document = JsonSerializer.Serialize(row.Principal)
            .Replace("{callerAccount}", home.AccountId, StringComparison.Ordinal)
            .Replace("{callerRole}", roleArn, StringComparison.Ordinal)
            .Replace("{caller}", arn, StringComparison.Ordinal)
            .Replace("{other}", home.Arn("user/other"), StringComparison.Ordinal);
        await owner.Iam("UpdateAssumeRolePolicy", ("RoleName", "target"), ("PolicyDocument", Trust(document, "{}")));
        var kind = caller == "role" ? "Role" : "User";
        foreach (var (column, expected) in sameAccount ? row.SameAccount : row.CrossAccount)
        {
            await SetAsync(home, kind, column);
            var answer = await client.SendAsync("sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
            Assert.True((answer.Code is null ? "allowed" : "denied") == expected, $"{trust}, {column}: expected {expected}, not {answer.Code} {answer.Message}");
            if (expected == "denied")
                Assert.Equal(("AccessDenied", $"User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role}"), (answer.Code, answer.Message));
        }
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task A_condition_of_the_trust_policy_decides_as_documented(string name)
    {
        var row = Cases.Conditions.Single(row => row.Case == name);
        var (owner, home) = await AccountsAsync(sameAccount: false);
        var role = await owner.NewRoleAsync("target");
        var (client, _, arn) = await UserAsync(home);
        await home.Iam("TagUser", ("UserName", "dev"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"));
        await SetAsync(home, "User", "allow");
        await owner.Iam("UpdateAssumeRolePolicy", ("RoleName", "target"),
            ("PolicyDocument", Trust($$"""{"AWS":"{{arn}}"}""", row.Condition.GetRawText())));
        var parameters = new List<(string, string)> { ("RoleArn", role) };
        if (!row.Parameters.ContainsKey("RoleSessionName"))
            parameters.Add(("RoleSessionName", "session"));
        foreach (var (parameter, value) in row.Parameters)
            if (parameter == "mfa")
                parameters.AddRange(await MfaAsync(home, value == "right"));
            else
                parameters.Add((parameter, value));
        var answer = await client.SendAsync("sts", "AssumeRole", [.. parameters]);
        Assert.True((answer.Code is null ? "allowed" : "denied") == row.Outcome, $"expected {row.Outcome}, not {answer.Code} {answer.Message}");
        if (row.Outcome == "denied")
            Assert.Equal("AccessDenied", answer.Code);
    }

    [Fact]
    public async Task The_root_user_may_assume_no_role()
    {
        var (owner, home) = await AccountsAsync(sameAccount: false);
        var role = await owner.NewRoleAsync("target");
        await owner.Iam("UpdateAssumeRolePolicy", ("RoleName", "target"), ("PolicyDocument", Trust($$"""{"AWS":"{{home.AccountId}}"}""", "{}")));
        await home.RefusedAsync("AccessDenied", "Roles may not be assumed by root accounts.", "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
    }

    [Fact]
    public async Task The_page_shows_these_cases()
    {
        var file = Path.Combine(Repository.Root, "docs", "assume-role.md");
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(file, Page(), TestContext.Current.CancellationToken);
        Assert.True(File.Exists(file) && Page() == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"{file} does not show the cases; run this test with MANTLE_UPDATE_DOCS=1 to write it anew.");
    }

    static string Page()
    {
        var text = new StringBuilder("""
            # Who may assume a role

            Each cell is a test (`AssumeRoleMatrixTests`) with the outcome that AWS documents. The columns are the caller's side: an identity
            policy that says nothing, allows or denies `sts:AssumeRole`; or allows it while a permissions boundary does not, or denies it.
            A denial reads the same whether the role exists or not.

            """);
        foreach (var same in new[] { true, false })
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {(same ? "In the same account" : "From another account")}\n\n| the trust policy names | caller | {string.Join(" | ", Columns)} | source |\n| --- | --- |{string.Concat(Columns.Select(_ => " --- |"))} --- |\n");
            foreach (var row in Cases.Principals)
            {
                var cells = Columns.Select(column => (same ? row.SameAccount : row.CrossAccount).GetValueOrDefault(column, "not documented"));
                text.Append(CultureInfo.InvariantCulture, $"| {row.Trust} | {row.Caller} | {string.Join(" | ", cells)} | {string.Join(", ", row.Sources.Select((source, i) => $"[{i + 1}]({source})"))} |\n");
            }
        }
        text.Append("\n## Conditions of the trust policy\n\nThe trust policy names the user, whose identity policy allows the call from another account.\n\n| case | outcome | source |\n| --- | --- | --- |\n");
        foreach (var row in Cases.Conditions)
            text.Append(CultureInfo.InvariantCulture, $"| {row.Case} | {row.Outcome} | [1]({row.Source}) |\n");
        return text.Append("\nThe root user may assume no role: `Roles may not be assumed by root accounts.`\n").ToString();
    }

    async Task<(TestClient Owner, TestClient Home)> AccountsAsync(bool sameAccount)
    {
        var owner = await server.NewAccountAsync();
        return (owner, sameAccount ? owner : await server.NewAccountAsync());
    }

    static async Task<(TestClient Client, string RoleArn, string Arn)> UserAsync(TestClient home) =>
        (await home.NewUserAsync("dev"), "", home.Arn("user/dev"));

    /// <summary>A session of a role whose policies the test sets.</summary>
    static async Task<(TestClient Client, string RoleArn, string Arn)> RoleSessionAsync(TestClient home)
    {
        var starter = await home.NewUserAsync("starter", Documents.Allow("sts:AssumeRole"));
        var role = await home.NewRoleAsync("dev");
        await home.Iam("UpdateAssumeRolePolicy", ("RoleName", "dev"), ("PolicyDocument", Documents.Trust(home.Arn("user/starter"))));
        return (await starter.AssumeAsync(role), role, $"arn:aws:sts::{home.AccountId}:assumed-role/dev/session");
    }

    /// <summary>A device of the caller's, and its code or one that it did not make.</summary>
    async Task<(string, string)[]> MfaAsync(TestClient home, bool right)
    {
        var device = await TestDevice.EnabledAsync(server, home, "dev");
        var code = device.NextCode();
        return device.With(right ? code : code[..5] + (code[5] == '0' ? '1' : '0'));
    }

    static async Task SetAsync(TestClient home, string kind, string column)
    {
        var name = ($"{kind}Name", "dev");
        var document = column switch
        {
            "none" => Elsewhere,
            "deny" => Documents.Deny("sts:AssumeRole"),
            _ => Documents.Allow("sts:*"),
        };
        await home.Iam($"Put{kind}Policy", name, ("PolicyName", "policy"), ("PolicyDocument", document));
        if (!column.StartsWith("boundary", StringComparison.Ordinal))
            return;
        var boundary = await home.NewPolicyAsync(column.Replace(' ', '-'), column == "boundary deny" ? Documents.Deny("sts:AssumeRole") : Elsewhere);
        await home.Iam($"Put{kind}PermissionsBoundary", name, ("PermissionsBoundary", boundary));
    }

    static string Trust(string principal, string condition) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":["sts:AssumeRole","sts:SetSourceIdentity"],"Condition":{{condition}}}]}""";

    sealed record Matrix(IReadOnlyList<PrincipalRow> Principals, IReadOnlyList<ConditionRow> Conditions);

    sealed record PrincipalRow(
        string Trust, string Caller, Dictionary<string, string> Principal, Dictionary<string, string> SameAccount, Dictionary<string, string> CrossAccount, IReadOnlyList<string> Sources);

    sealed record ConditionRow(string Case, JsonElement Condition, Dictionary<string, string> Parameters, string Outcome, string Source);
}
