using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(ServerCollection.Name)]
public class AssumeRoleTests(TestServer server)
{
    [Fact]
    public async Task A_trust_policy_naming_the_user_suffices_in_the_same_account()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
        var session = await user.AssumeAsync(role);
        var identity = await session.Sts("GetCallerIdentity");
        Assert.Equal($"arn:aws:sts::{root.AccountId}:assumed-role/r/session", identity.Text("Arn"));
        Assert.Matches("^AROA[A-Z2-7]{17}:session$", identity.Text("UserId"));
    }

    [Fact]
    public async Task A_trust_policy_naming_the_account_needs_an_identity_policy_too()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:root"));
        var denial = $"User: arn:aws:iam::{root.AccountId}:user/dev is not authorized to perform: sts:AssumeRole on resource: {role}";
        await user.RefusedAsync("AccessDenied", denial, "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
        await root.Iam(
            "PutUserPolicy",
            ("UserName", "dev"),
            ("PolicyName", "p"),
            ("PolicyDocument", Documents.Allow("sts:AssumeRole", role))
        );
        await user.AssumeAsync(role);
    }

    [Fact]
    public async Task A_missing_role_is_denied_in_the_same_words_as_one_that_does_not_trust()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("*"));
        var missing = $"arn:aws:iam::{root.AccountId}:role/missing";
        await user.RefusedAsync(
            "AccessDenied",
            $"User: arn:aws:iam::{root.AccountId}:user/dev is not authorized to perform: sts:AssumeRole on resource: {missing}",
            "sts",
            "AssumeRole",
            ("RoleArn", missing),
            ("RoleSessionName", "session")
        );
    }

    [Fact]
    public async Task The_root_user_is_refused()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:root"));
        await root.RefusedAsync(
            "AccessDenied",
            "Roles may not be assumed by root accounts.",
            "sts",
            "AssumeRole",
            ("RoleArn", role),
            ("RoleSessionName", "session")
        );
    }

    [Fact]
    public async Task Across_accounts_both_sides_must_allow()
    {
        var owner = await server.NewAccountAsync();
        var other = await server.NewAccountAsync();
        var user = await other.NewUserAsync("dev");
        var role = await owner.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{other.AccountId}:user/dev"));
        await user.RefusedAsync("AccessDenied", null, "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
        await other.Iam(
            "PutUserPolicy",
            ("UserName", "dev"),
            ("PolicyName", "p"),
            ("PolicyDocument", Documents.Allow("sts:AssumeRole", role))
        );
        var session = await user.AssumeAsync(role);
        Assert.Equal(owner.AccountId, (await session.Sts("GetCallerIdentity")).Text("Account"));
    }

    [Fact]
    public async Task An_external_id_must_match_where_the_trust_policy_asks_for_one()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewTrustingRoleAsync(
            "r",
            Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev", """{"StringEquals":{"sts:ExternalId":"right"}}""")
        );
        await user.RefusedAsync("AccessDenied", null, "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
        await user.RefusedAsync(
            "AccessDenied",
            null,
            "sts",
            "AssumeRole",
            ("RoleArn", role),
            ("RoleSessionName", "session"),
            ("ExternalId", "wrong")
        );
        await user.AssumeAsync(role, ("ExternalId", "right"));
    }

    [Theory]
    [InlineData("3601", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    [InlineData("43200", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    public async Task Sessions_longer_than_the_role_allows_are_refused(string seconds, string message)
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
        await user.RefusedAsync(
            "ValidationError",
            message,
            "sts",
            "AssumeRole",
            ("RoleArn", role),
            ("RoleSessionName", "session"),
            ("DurationSeconds", seconds)
        );
    }

    [Theory]
    [InlineData("not-an-arn", "not-an-arn is invalid")]
    [InlineData("arn:aws:iam::123456789012:user/dev", "arn:aws:iam::123456789012:user/dev is invalid")]
    public async Task What_is_not_the_arn_of_a_role_is_invalid(string arn, string message)
    {
        var user = await (await server.NewAccountAsync()).NewUserAsync("dev");
        var answer = await user.SendAsync("sts", "AssumeRole", ("RoleArn", arn), ("RoleSessionName", "session"));
        Assert.Equal("ValidationError", answer.Code);
        if (arn.Length >= 20)
            Assert.Equal(message, answer.Message);
    }
}
