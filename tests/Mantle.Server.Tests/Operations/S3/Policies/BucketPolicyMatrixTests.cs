using Mantle.S3;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using Mantle.Server.Tests.Support.Tables;

namespace Mantle.Server.Tests.Operations.S3.Policies;

/// <summary>
/// Whom a bucket policy admits: <c>Cases/bucket-policies.json</c>, whose outcomes come from AWS's documentation. The test compares every
/// cell with a server; docs/bucket-policies.md shows the same tables.
/// </summary>
[Collection(ServerCollection.Name)]
public class BucketPolicyMatrixTests(TestServer server)
{
    static readonly DecisionTable Table = new(
        "bucket-policies",
        "bucket",
        "none",
        "allow",
        "deny",
        "boundary without",
        "boundary deny",
        "session policy without",
        "session policy deny"
    );

    public static TheoryData<string, string, bool> Principals => Table.Principals;

    public static TheoryData<string> Conditions => Table.Conditions;

    [Theory]
    [MemberData(nameof(Principals))]
    public async Task A_principal_may_read_an_object_as_documented(string policy, string caller, bool sameAccount)
    {
        var owner = await server.NewS3Async();
        var home = sameAccount ? owner.Client : await server.NewAccountAsync();
        var bucket = await NewBucketAsync(owner);
        var who = await TableCaller.NewAsync(home, caller, "s3:*", "s3:*");
        await home.Iam("CreateUser", ("UserName", "other"));
        if (Table.Element(policy, caller) is { } statement)
            await PutPolicyAsync(
                owner,
                bucket,
                statement
                    .GetRawText()
                    .Replace("{callerAccount}", home.AccountId, StringComparison.Ordinal)
                    .Replace("{callerCanonicalUser}", CanonicalUser.Id(AccountId.Parse(home.AccountId)), StringComparison.Ordinal)
                    .Replace("{callerRole}", who.RoleArn, StringComparison.Ordinal)
                    .Replace("{caller}", who.Arn, StringComparison.Ordinal)
                    .Replace("{other}", home.Arn("user/other"), StringComparison.Ordinal)
            );
        foreach (var (column, expected) in Table.Cells(policy, caller, sameAccount))
        {
            var client = owner.As(await who.WithAsync(column));
            var answer = await client.GetAsync($"/{bucket}/key");
            Assert.True(
                ((int)answer.Status == 200 ? DecisionTable.Allowed : DecisionTable.Denied) == expected,
                $"{policy}, {column}: expected {expected}, not {answer.Status} {answer.Text}"
            );
            if (expected == DecisionTable.Denied)
                Assert.Equal("AccessDenied", answer.Code);
        }
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task A_condition_decides_as_documented(string name)
    {
        var row = Table.Condition(name);
        var owner = await server.NewS3Async();
        var bucket = await NewBucketAsync(owner);
        var user = await owner.Client.NewUserAsync("dev");
        var resource = row.Action == "s3:ListBucket" ? $"arn:aws:s3:::{bucket}" : $"arn:aws:s3:::{bucket}/*";
        var condition = row.Condition.GetRawText().Replace("{owner}", owner.AccountId, StringComparison.Ordinal);
        // A put's ACL and tags need actions of their own.
        string[] actions = row.Action == "s3:PutObject" ? ["s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectTagging"] : [row.Action];
        var statements = actions.Select(action =>
            $$"""
                {"Effect":"Allow","Principal":{"AWS":"{{owner.Client.Arn("user/dev")}}"},
                 "Action":"{{action}}","Resource":"{{resource}}","Condition":{{(action == row.Action ? condition : "{}")}}}
                """
        );
        (
            await owner.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}"""
            )
        ).Expect(204);
        var answer = await SendAsync(owner.As(user), row.Request.Replace("{bucket}", bucket, StringComparison.Ordinal));
        Assert.True(
            ((int)answer.Status == 200 ? DecisionTable.Allowed : DecisionTable.Denied) == row.Outcome,
            $"expected {row.Outcome}, not {answer.Status} {answer.Text}"
        );
        if (row.Outcome == DecisionTable.Denied)
            Assert.Equal("AccessDenied", answer.Code);
    }

    [Fact]
    public Task The_page_shows_these_cases() =>
        Table.CheckPageAsync(
            """
            # What a bucket policy lets in

            Each cell is a test (`BucketPolicyMatrixTests`) with the outcome that AWS documents, for `GetObject`. The columns are the
            caller's side: no identity policy, or one that allows or denies `s3:*`; then one that allows it, while a permissions boundary
            or a session policy does not allow it ("without") or denies it.

            """,
            "\n## Conditions\n\nThe policy names a user of the bucket's account, who has no other permission.\n\n",
            [("action", row => $"`{row.Action}`"), ("request", row => $"`{row.Request}`")],
            """

            ## Anonymous callers

            An anonymous request is allowed what a policy allows everyone, and nothing else (`AnonymousTests`). New buckets block public
            access: until `PutPublicAccessBlock` or `DeletePublicAccessBlock` changes that, `PutBucketPolicy` refuses a public policy, and
            a bucket with a public policy serves only its own account.

            """
        );

    static async Task<string> NewBucketAsync(S3Client owner)
    {
        var bucket = await owner.NewBucketAsync();
        (await owner.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (await owner.PutAsync($"/{bucket}/key", "data")).Expect(200);
        (await owner.PutAsync($"/{bucket}/tagged", "data", ("x-amz-tagging", "team=blue"))).Expect(200);
        return bucket;
    }

    static async Task PutPolicyAsync(S3Client owner, string bucket, string statement) =>
        (
            await owner.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[{{statement.TrimEnd()[..^1]}},
                 "Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/*"}]}
                """
            )
        ).Expect(204);

    /// <summary>Sends a request of the table: method, target, then at most one header.</summary>
    static async Task<S3Answer> SendAsync(S3Client client, string request)
    {
        var parts = request.Split(' ');
        if (parts[0].StartsWith("PRESIGNED", StringComparison.Ordinal))
            return await client.SendPresignedAsync(
                "GET",
                parts[1],
                "",
                TimeSpan.FromHours(1),
                signedAgo: TimeSpan.FromSeconds(parts[0].Contains("700", StringComparison.Ordinal) ? 700 : 0)
            );
        (string, string)[] headers = parts.Length > 2 && parts[2].Split(':', 2) is [var name, var value] ? [(name, value)] : [];
        return await client.SendAsync(parts[0], parts[1], parts[0] == "PUT" ? "data"u8.ToArray() : null, headers);
    }
}
