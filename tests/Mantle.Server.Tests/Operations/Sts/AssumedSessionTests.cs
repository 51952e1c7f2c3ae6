using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>A session's permissions, duration, and tags.</summary>
[Collection(ServerCollection.Name)]
public class AssumedSessionTests(TestServer server)
{
    [Fact]
    public async Task A_session_policy_intersects_with_the_roles_policies()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
        await root.Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("iam:List*")));
        var session = await user.AssumeAsync(role, ("Policy", Documents.Allow("iam:ListUsers")));
        await session.Iam("ListUsers");
        var refused = await session.RefusedAsync("AccessDenied", null, "iam", "ListRoles");
        Assert.EndsWith("because no session policy allows the iam:ListRoles action", refused.Message);
    }

    [Fact]
    public async Task A_policy_change_takes_effect_on_the_next_call_of_a_live_session()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
        var session = await user.AssumeAsync(role);
        await session.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        await root.Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
        await session.Iam("ListUsers");
        await root.Iam("DetachRolePolicy", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
        await session.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
    }

    [Fact]
    public async Task Sessions_of_a_deleted_role_end_and_a_recreated_namesake_does_not_revive_them()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var trust = Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev");
        var session = await user.AssumeAsync(await root.NewTrustingRoleAsync("r", trust));
        await root.Iam("DeleteRole", ("RoleName", "r"));
        await session.RefusedAsync("InvalidClientTokenId", null, "sts", "GetCallerIdentity");
        await root.NewTrustingRoleAsync("r", trust);
        await session.RefusedAsync("InvalidClientTokenId", null, "sts", "GetCallerIdentity");
    }

    [Fact]
    public async Task A_recreated_user_does_not_match_the_trust_policy_that_named_its_predecessor()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "dev"));
        var id = (await root.Iam("GetUser", ("UserName", "dev"))).Text("UserId");
        var role = await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
        await root.Iam("DeleteUser", ("UserName", "dev"));
        var shown = Uri.UnescapeDataString((await root.Iam("GetRole", ("RoleName", "r"))).Text("AssumeRolePolicyDocument"));
        Assert.Contains($"\"{id}\"", shown);
        var again = await root.NewUserAsync("dev");
        await again.RefusedAsync("AccessDenied", null, "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
    }

    [Fact]
    public async Task Chained_sessions_last_at_most_an_hour()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var first = await root.NewTrustingRoleAsync("first", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
        var second = await root.NewTrustingRoleAsync("second", Documents.Trust(first), ("MaxSessionDuration", "43200"));
        var session = await user.AssumeAsync(first);
        await session.RefusedAsync(
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
            "sts",
            "AssumeRole",
            ("RoleArn", second),
            ("RoleSessionName", "session"),
            ("DurationSeconds", "3601")
        );
        var chained = await session.AssumeAsync(second, ("DurationSeconds", "3600"));
        Assert.EndsWith("assumed-role/second/session", (await chained.Sts("GetCallerIdentity")).Text("Arn"));
    }

    [Fact]
    public async Task Session_tags_need_permission_of_their_own_and_follow_the_chain_where_transitive()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var first = await root.NewTrustingRoleAsync("first", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
        var second = await root.NewTrustingRoleAsync(
            "second",
            Documents.Trust(first, """{"StringEquals":{"aws:PrincipalTag/team":"red"}}""")
        );
        var plain = await user.AssumeAsync(first);
        await plain.RefusedAsync("AccessDenied", null, "sts", "AssumeRole", ("RoleArn", second), ("RoleSessionName", "session"));
        var tagged = await user.AssumeAsync(
            first,
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "red"),
            ("TransitiveTagKeys.member.1", "Team")
        );
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "first"),
            ("PolicyName", "p"),
            ("PolicyDocument", Documents.Allow("sts:TagSession", second))
        );
        await tagged.AssumeAsync(second);
        await tagged.RefusedAsync(
            "InvalidParameterValue",
            "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the "
                + "calling session.",
            "sts",
            "AssumeRole",
            ("RoleArn", second),
            ("RoleSessionName", "session"),
            ("Tags.member.1.Key", "TEAM"),
            ("Tags.member.1.Value", "red")
        );

        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "first"),
            (
                "PolicyDocument",
                Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev").Replace("\"sts:TagSession\",", "", StringComparison.Ordinal)
            )
        );
        await user.RefusedAsync(
            "AccessDenied",
            $"User: arn:aws:iam::{root.AccountId}:user/dev is not authorized to perform: sts:TagSession on resource: {first}",
            "sts",
            "AssumeRole",
            ("RoleArn", first),
            ("RoleSessionName", "session"),
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "red")
        );
    }

    [Fact]
    public async Task An_expired_session_and_an_altered_token_are_refused()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var session = await user.AssumeAsync(
            await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev")),
            ("DurationSeconds", "900")
        );
        var token = session.Credentials.SessionToken!;
        foreach (var at in new[] { 0, 30, token.Length / 2, token.Length - 6 })
        {
            var altered = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            await session
                .With(new Credentials(session.Credentials.AccessKeyId, session.Credentials.SecretAccessKey, altered))
                .RefusedAsync("InvalidClientTokenId", "The security token included in the request is invalid.", "sts", "GetCallerIdentity");
        }
        server.Clock.Advance(TimeSpan.FromSeconds(901));
        await session.RefusedAsync("ExpiredToken", "The security token included in the request is expired", "sts", "GetCallerIdentity");
    }

    [Fact]
    public async Task Policies_that_do_not_fit_a_token_are_refused_though_every_plain_limit_is_kept()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
        var random = new Random(7);
        string Noise(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)('!' + random.Next(90)))]);
        var tags = Enumerable
            .Range(1, 50)
            .SelectMany(i =>
                new[]
                {
                    ($"Tags.member.{i}.Key", $"k{i}"),
                    ($"Tags.member.{i}.Value", new string([.. Noise(250).Where(char.IsAsciiLetterOrDigit)])),
                }
            );
        var refused = await user.RefusedAsync(
            "PackedPolicyTooLarge",
            null,
            "sts",
            "AssumeRole",
            [("RoleArn", role), ("RoleSessionName", "session"), .. tags]
        );
        Assert.Matches(@"^Packed size of session tags consumes \d+% of allotted space\.$", refused.Message);
        var small = await user.Sts(
            "AssumeRole",
            ("RoleArn", role),
            ("RoleSessionName", "session"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v")
        );
        Assert.InRange(int.Parse(small.Text("PackedPolicySize"), System.Globalization.CultureInfo.InvariantCulture), 1, 5);
    }
}
