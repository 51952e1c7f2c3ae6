using System.Globalization;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>
/// The tags and the source identity of a session are part of the next request
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html"/>,
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class RoleChainTests(TestServer server)
{
    [Fact]
    public async Task A_source_identity_cannot_be_replaced()
    {
        var (root, second, session) = await ChainAsync(("SourceIdentity", "alice"));
        await AllowAsync(root, "sts:*");
        await RefusedAsync(session, second, "sts:SetSourceIdentity", ("SourceIdentity", "bob"));
        var answer = await session.Sts("AssumeRole", ("RoleArn", second), ("RoleSessionName", "session"), ("SourceIdentity", "alice"));
        Assert.Equal("alice", answer.Text("SourceIdentity"));
    }

    [Fact]
    public async Task An_inherited_source_identity_needs_permission_of_the_caller_and_of_the_role()
    {
        var (root, second, session) = await ChainAsync(("SourceIdentity", "alice"));
        await RefusedAsync(session, second, "sts:SetSourceIdentity");
        await AllowAsync(root, "sts:SetSourceIdentity");
        await session.AssumeAsync(second);
        await TrustAsync(root, second, "sts:AssumeRole");
        await RefusedAsync(session, second, "sts:SetSourceIdentity");
    }

    [Theory]
    [InlineData("arn:aws:iam::{0}:role/first")]
    [InlineData("arn:aws:sts::{0}:assumed-role/first/session")]
    public async Task A_new_source_identity_in_a_role_chain_needs_permission_of_the_caller_and_of_the_role(string trusted)
    {
        var (root, second, session) = await ChainAsync();
        var principal = string.Format(CultureInfo.InvariantCulture, trusted, root.AccountId);
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "second"), ("PolicyDocument", Documents.Trust(principal)));
        await session.AssumeAsync(second);
        await RefusedAsync(session, second, "sts:SetSourceIdentity", ("SourceIdentity", "ceo"));
        await AllowAsync(root, "sts:SetSourceIdentity");
        await session.AssumeAsync(second, ("SourceIdentity", "ceo"));
        await TrustAsync(root, second, "sts:AssumeRole");
        await RefusedAsync(session, second, "sts:SetSourceIdentity", ("SourceIdentity", "ceo"));
    }

    [Fact]
    public async Task A_user_that_the_role_trusts_sets_a_source_identity_without_permission_of_its_own()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await NewRoleAsync(root, "first", Documents.Trust(root.Arn("user/dev")));
        await user.AssumeAsync(role, ("SourceIdentity", "alice"));
    }

    /// <summary>The role's account owns the resource of every permission that the caller needs.</summary>
    [Theory]
    [InlineData("StringEquals", true, true)]
    [InlineData("StringEquals", false, false)]
    [InlineData("StringNotEquals", true, false)]
    [InlineData("StringNotEquals", false, true)]
    public async Task Across_accounts_the_caller_needs_permission_on_the_role_of_its_account(
        string comparison,
        bool isRolesAccount,
        bool holds
    )
    {
        var (root, _, session) = await ChainAsync(
            ("SourceIdentity", "alice"),
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "red"),
            ("TransitiveTagKeys.member.1", "team")
        );
        var other = await server.NewAccountAsync();
        var second = await NewRoleAsync(other, "second", Documents.Trust(root.Arn("role/first")));
        var account = (isRolesAccount ? other : root).AccountId;
        var statement = $$$"""
            {"Effect":"Allow","Action":"sts:*","Resource":"*",
             "Condition":{"{{{comparison}}}":{"aws:ResourceAccount":"{{{account}}}"} } }
            """;
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "first"),
            ("PolicyName", "p"),
            ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""")
        );
        Assert.Equal(
            holds ? null : "AccessDenied",
            (await session.SendAsync("sts", "AssumeRole", ("RoleArn", second), ("RoleSessionName", "session"))).Code
        );
    }

    [Theory]
    [InlineData("sts:SetSourceIdentity")]
    [InlineData("sts:TagSession")]
    public async Task Across_accounts_the_caller_needs_each_permission(string action)
    {
        var (root, _, session) = await ChainAsync(
            ("SourceIdentity", "alice"),
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "red"),
            ("TransitiveTagKeys.member.1", "team")
        );
        var other = await server.NewAccountAsync();
        var second = await NewRoleAsync(other, "second", Documents.Trust(root.Arn("role/first")));
        await AllowAsync(root, "sts:*");
        await session.AssumeAsync(second);
        await root.Iam("PutRolePolicy", ("RoleName", "first"), ("PolicyName", "deny"), ("PolicyDocument", Documents.Deny(action)));
        await RefusedAsync(session, second, action);
    }

    [Theory]
    [InlineData("sts:SourceIdentity", "alice", true)]
    [InlineData("sts:SourceIdentity", "bob", false)]
    [InlineData("aws:SourceIdentity", "alice", true)]
    [InlineData("aws:SourceIdentity", "bob", false)]
    public async Task An_inherited_source_identity_is_in_the_conditions(string key, string value, bool holds)
    {
        var (root, second, session) = await ChainAsync(("SourceIdentity", "alice"));
        await AllowAsync(root, "sts:*");
        await ConditionAsync(root, second, $$$"""{"StringEquals":{"{{{key}}}":"{{{value}}}"}}""");
        Assert.Equal(
            holds ? null : "AccessDenied",
            (await session.SendAsync("sts", "AssumeRole", ("RoleArn", second), ("RoleSessionName", "session"))).Code
        );
    }

    [Fact]
    public async Task Inherited_tags_need_permission_of_the_caller_and_of_the_role()
    {
        var (root, second, session) = await ChainAsync(
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "red"),
            ("TransitiveTagKeys.member.1", "team")
        );
        await RefusedAsync(session, second, "sts:TagSession");
        await AllowAsync(root, "sts:TagSession");
        await session.AssumeAsync(second);
        await TrustAsync(root, second, "sts:AssumeRole");
        await RefusedAsync(session, second, "sts:TagSession");
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestTag/Team":"red"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"blue"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["other"]}}""", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"sts:TransitiveTagKeys":["team"]}}""", true)]
    [InlineData("""{"Null":{"sts:TransitiveTagKeys":"true"}}""", false)]
    public async Task Inherited_tags_are_in_the_conditions(string condition, bool holds)
    {
        var (root, second, session) = await ChainAsync(
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "red"),
            ("TransitiveTagKeys.member.1", "team"),
            ("Tags.member.2.Key", "plain"),
            ("Tags.member.2.Value", "x")
        );
        await AllowAsync(root, "sts:*");
        await ConditionAsync(root, second, condition);
        Assert.Equal(
            holds ? null : "AccessDenied",
            (await session.SendAsync("sts", "AssumeRole", ("RoleArn", second), ("RoleSessionName", "session"))).Code
        );
    }

    [Fact]
    public async Task Tags_that_are_not_transitive_are_not_in_the_next_request()
    {
        var (_, second, session) = await ChainAsync(("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "red"));
        await session.AssumeAsync(second);
    }

    static Task<Answer> RefusedAsync(TestClient session, string role, string action, params (string Name, string Value)[] more) =>
        session.RefusedAsync(
            "AccessDenied",
            $"User: arn:aws:sts::{session.AccountId}:assumed-role/first/session is not authorized to perform: {action} on resource: {role}",
            "sts",
            "AssumeRole",
            [("RoleArn", role), ("RoleSessionName", "session"), .. more]
        );

    /// <summary>A session of the role <c>first</c>, which the role <c>second</c> trusts by its ARN.</summary>
    async Task<(TestClient Root, string Second, TestClient Session)> ChainAsync(params (string Name, string Value)[] passed)
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var first = await NewRoleAsync(root, "first", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
        var second = await NewRoleAsync(root, "second", Documents.Trust(first));
        return (root, second, await user.AssumeAsync(first, passed));
    }

    static Task<Answer> AllowAsync(TestClient root, string action) =>
        root.Iam("PutRolePolicy", ("RoleName", "first"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow(action)));

    static Task<Answer> TrustAsync(TestClient root, string role, string action) =>
        root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", role.Split('/')[1]),
            (
                "PolicyDocument",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                 "Principal":{"AWS":"arn:aws:iam::{{root.AccountId}}:role/first"},"Action":"{{action}}"}]}
                """
            )
        );

    static Task<Answer> ConditionAsync(TestClient root, string role, string condition) =>
        root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", role.Split('/')[1]),
            ("PolicyDocument", Documents.Trust($"arn:aws:iam::{root.AccountId}:role/first", condition))
        );

    static async Task<string> NewRoleAsync(TestClient root, string name, string trust) =>
        (await root.Iam("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust))).Text("Arn");
}
