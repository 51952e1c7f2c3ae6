using System.Globalization;
using System.Text;
using System.Text.Json;
using Mantle.Server.Operations.S3;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations.S3.Policies;

/// <summary>
/// What a bucket policy lets in: <c>Cases/bucket-policies.json</c>, whose outcomes come from AWS's documentation, cell by cell against a
/// server. docs/bucket-policies.md shows the same tables.
/// </summary>
[Collection(ServerCollection.Name)]
public class BucketPolicyMatrixTests(TestServer server)
{
    const string Elsewhere = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}""";

    static readonly string[] Columns = ["none", "allow", "deny", "boundary without", "boundary deny", "session policy without", "session policy deny"];

    static readonly Matrix Cases = JsonSerializer.Deserialize<Matrix>(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Mantle.Server.Tests", "Cases", "bucket-policies.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string, string, bool> Principals
    {
        get
        {
            var rows = new TheoryData<string, string, bool>();
            foreach (var row in Cases.Principals)
            {
                rows.Add(row.Policy, row.Caller, true);
                rows.Add(row.Policy, row.Caller, false);
            }
            return rows;
        }
    }

    public static TheoryData<string> Conditions => [.. Cases.Conditions.Select(row => row.Case)];

    [Theory]
    [MemberData(nameof(Principals))]
    public async Task A_principal_may_read_an_object_as_documented(string policy, string caller, bool sameAccount)
    {
        var row = Cases.Principals.Single(row => row.Policy == policy && row.Caller == caller);
        var owner = await server.NewS3Async();
        var home = sameAccount ? owner.Client : await server.NewAccountAsync();
        var bucket = await NewBucketAsync(owner);
        var identity = await IdentityAsync(home, caller);
        await home.Iam("CreateUser", ("UserName", "other"));
        if (row.Statement is { } statement)
            await PutPolicyAsync(owner, bucket, statement.GetRawText()
                .Replace("{callerAccount}", home.AccountId, StringComparison.Ordinal)
                .Replace("{callerCanonicalUser}", CanonicalUser.Id(home.AccountId), StringComparison.Ordinal)
                .Replace("{callerRole}", identity.RoleArn, StringComparison.Ordinal)
                .Replace("{caller}", identity.Arn, StringComparison.Ordinal)
                .Replace("{other}", home.Arn("user/other"), StringComparison.Ordinal));
        foreach (var (column, expected) in sameAccount ? row.SameAccount : row.CrossAccount)
        {
            var client = owner.As(await CallerAsync(home, identity, column));
            var answer = await client.GetAsync($"/{bucket}/key");
            Assert.True(((int)answer.Status == 200 ? "allowed" : "denied") == expected, $"{policy}, {column}: expected {expected}, not {answer.Status} {answer.Text}");
            if (expected == "denied")
                Assert.Equal("AccessDenied", answer.Code);
        }
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task A_condition_decides_as_documented(string name)
    {
        var row = Cases.Conditions.Single(row => row.Case == name);
        var owner = await server.NewS3Async();
        var bucket = await NewBucketAsync(owner);
        var identity = await IdentityAsync(owner.Client, "user");
        var resource = row.Action == "s3:ListBucket" ? $"arn:aws:s3:::{bucket}" : $"arn:aws:s3:::{bucket}/*";
        var condition = row.Condition.GetRawText().Replace("{owner}", owner.AccountId, StringComparison.Ordinal);
        // The ACL of a put is an action of its own, and so are its tags.
        string[] actions = row.Action == "s3:PutObject" ? ["s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectTagging"] : [row.Action];
        var statements = actions.Select(action =>
            $$"""{"Effect":"Allow","Principal":{"AWS":"{{identity.Arn}}"},"Action":"{{action}}","Resource":"{{resource}}","Condition":{{(action == row.Action ? condition : "{}")}}}""");
        (await owner.PutDocumentAsync($"/{bucket}?policy", $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""")).Expect(204);
        var answer = await SendAsync(owner.As(identity.Client), row.Request.Replace("{bucket}", bucket, StringComparison.Ordinal));
        Assert.True(((int)answer.Status == 200 ? "allowed" : "denied") == row.Outcome, $"expected {row.Outcome}, not {answer.Status} {answer.Text}");
        if (row.Outcome == "denied")
            Assert.Equal("AccessDenied", answer.Code);
    }

    [Fact]
    public async Task The_page_shows_these_cases()
    {
        var file = Path.Combine(Repository.Root, "docs", "bucket-policies.md");
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(file, Page(), TestContext.Current.CancellationToken);
        Assert.True(File.Exists(file) && Page() == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"{file} does not show the cases; run this test with MANTLE_UPDATE_DOCS=1 to write it anew.");
    }

    static string Page()
    {
        var text = new StringBuilder("""
            # What a bucket policy lets in

            Each cell is a test (`BucketPolicyMatrixTests`) with the outcome that AWS documents, for `GetObject`. The columns are the
            caller's side: identity policies that say nothing, allow or deny `s3:*`; or that allow it while a permissions boundary, or the
            session's policy, does not allow it or denies it.

            """);
        foreach (var same in new[] { true, false })
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {(same ? "In the same account" : "From another account")}\n\n| the bucket policy names | caller | {string.Join(" | ", Columns)} | source |\n| --- | --- |{string.Concat(Columns.Select(_ => " --- |"))} --- |\n");
            foreach (var row in Cases.Principals)
            {
                var cells = Columns.Select(column => (same ? row.SameAccount : row.CrossAccount).GetValueOrDefault(column, row.Caller == "user" && column.StartsWith("session", StringComparison.Ordinal) ? "–" : "not documented"));
                text.Append(CultureInfo.InvariantCulture, $"| {row.Policy} | {row.Caller} | {string.Join(" | ", cells)} | {string.Join(", ", row.Sources.Select((source, i) => $"[{i + 1}]({source})"))} |\n");
            }
        }
        text.Append("\n## Conditions\n\nThe policy names a user of the bucket's account, who has no other right.\n\n| case | action | request | outcome | source |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in Cases.Conditions)
            text.Append(CultureInfo.InvariantCulture, $"| {row.Case} | `{row.Action}` | `{row.Request}` | {row.Outcome} | [1]({row.Source}) |\n");
        return text.Append("""

            ## Anonymous callers

            A request that nobody signed is allowed what a policy allows to everyone, and nothing else (`AnonymousTests`). New buckets block
            that: until `PutPublicAccessBlock` or `DeletePublicAccessBlock` says otherwise, `PutBucketPolicy` refuses a public policy, and a
            bucket that has one serves only its own account.

            """).ToString();
    }

    static async Task<string> NewBucketAsync(S3Client owner)
    {
        var bucket = await owner.NewBucketAsync();
        (await owner.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (await owner.PutAsync($"/{bucket}/key", "data")).Expect(200);
        (await owner.PutAsync($"/{bucket}/tagged", "data", ("x-amz-tagging", "team=blue"))).Expect(200);
        return bucket;
    }

    static async Task PutPolicyAsync(S3Client owner, string bucket, string statement) =>
        (await owner.PutDocumentAsync($"/{bucket}?policy", $$"""{"Version":"2012-10-17","Statement":[{{statement.TrimEnd()[..^1]}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/*"}]}""")).Expect(204);

    /// <summary>A user, or a role with somebody who may assume it, both called <c>dev</c>.</summary>
    static async Task<Identity> IdentityAsync(TestClient home, string caller)
    {
        if (caller == "user")
            return new("User", await home.NewUserAsync("dev"), home.Arn("user/dev"), "");
        var starter = await home.NewUserAsync("starter", Documents.Allow("sts:AssumeRole"));
        var role = await home.NewRoleAsync("dev");
        await home.Iam("UpdateAssumeRolePolicy", ("RoleName", "dev"), ("PolicyDocument", Documents.Trust(home.Arn("user/starter"))));
        return new("Role", starter, $"arn:aws:sts::{home.AccountId}:assumed-role/dev/session", role);
    }

    /// <summary>The caller with the policies of a column.</summary>
    static async Task<TestClient> CallerAsync(TestClient home, Identity identity, string column)
    {
        var name = ($"{identity.Kind}Name", "dev");
        var document = column switch
        {
            "none" => Elsewhere,
            "deny" => Documents.Deny("s3:*"),
            _ => Documents.Allow("s3:*"),
        };
        await home.Iam($"Put{identity.Kind}Policy", name, ("PolicyName", "policy"), ("PolicyDocument", document));
        if (column.StartsWith("boundary", StringComparison.Ordinal))
        {
            var boundary = await home.NewPolicyAsync(column.Replace(' ', '-'), column == "boundary deny" ? Documents.Deny("s3:*") : Elsewhere);
            await home.Iam($"Put{identity.Kind}PermissionsBoundary", name, ("PermissionsBoundary", boundary));
        }
        else if (column.StartsWith("session", StringComparison.Ordinal))
            await home.SendAsync("iam", $"Delete{identity.Kind}PermissionsBoundary", name);
        if (identity.Kind == "User")
            return identity.Client;
        return await identity.Client.AssumeAsync(identity.RoleArn, column switch
        {
            "session policy without" => [("Policy", Elsewhere)],
            "session policy deny" => [("Policy", Documents.Deny("s3:*"))],
            _ => [],
        });
    }

    /// <summary>Sends a request of the table: method, target, then at most one header.</summary>
    static async Task<S3Answer> SendAsync(S3Client client, string request)
    {
        var parts = request.Split(' ');
        if (parts[0].StartsWith("PRESIGNED", StringComparison.Ordinal))
            return await client.SendPresignedAsync("GET", parts[1], "", TimeSpan.FromHours(1), signedAgo: TimeSpan.FromSeconds(parts[0].Contains("700", StringComparison.Ordinal) ? 700 : 0));
        (string, string)[] headers = parts.Length > 2 && parts[2].Split(':', 2) is [var name, var value] ? [(name, value)] : [];
        return await client.SendAsync(parts[0], parts[1], parts[0] == "PUT" ? "data"u8.ToArray() : null, headers);
    }

    sealed record Identity(string Kind, TestClient Client, string Arn, string RoleArn);

    sealed record Matrix(IReadOnlyList<PrincipalRow> Principals, IReadOnlyList<ConditionRow> Conditions);

    sealed record PrincipalRow(
        string Policy, string Caller, JsonElement? Statement, Dictionary<string, string> SameAccount, Dictionary<string, string> CrossAccount, IReadOnlyList<string> Sources);

    sealed record ConditionRow(string Case, string Action, JsonElement Condition, string Request, string Outcome, string Source);
}
