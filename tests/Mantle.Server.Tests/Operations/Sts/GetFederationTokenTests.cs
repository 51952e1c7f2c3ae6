using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(ServerCollection.Name)]
public class GetFederationTokenTests(TestServer server)
{
    [Fact]
    public async Task A_user_s_federated_session_is_named_and_lasts_twelve_hours()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("*"));
        var answer = await user.Sts("GetFederationToken", ("Name", "bob"));
        Assert.Equal("Credentials FederatedUser PackedPolicySize", answer.Members("GetFederationTokenResult"));
        Assert.Equal("0", answer.Text("PackedPolicySize"));
        Assert.Equal($"{root.AccountId}:bob", answer.Text("FederatedUserId"));
        Assert.Equal($"arn:aws:sts::{root.AccountId}:federated-user/bob", answer.Text("Arn"));
        Assert.Equal(server.Clock.GetUtcNow().AddHours(12), Expiration(answer));
        var who = await Session(user, answer).Sts("GetCallerIdentity");
        Assert.Equal(($"{root.AccountId}:bob", $"arn:aws:sts::{root.AccountId}:federated-user/bob"), (who.Text("UserId"), who.Text("Arn")));
    }

    [Fact]
    public async Task The_root_user_s_is_cut_to_an_hour()
    {
        var root = await server.NewAccountAsync();
        Assert.Equal(
            server.Clock.GetUtcNow().AddHours(1),
            Expiration(await root.Sts("GetFederationToken", ("Name", "bob"), ("DurationSeconds", "129600")))
        );
    }

    [Fact]
    public async Task Its_rights_are_what_the_session_policy_leaves_of_the_user_s()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync(
            "dev",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:*","s3:ListAllMyBuckets"],"Resource":"*"}]}"""
        );
        async Task<string?> ListBucketsAsync(TestClient by, params (string, string)[] parameters) =>
            await S3CodeAsync(Session(by, await by.Sts("GetFederationToken", [("Name", "bob"), .. parameters])));
        Assert.Equal("AccessDenied", await ListBucketsAsync(user));
        Assert.Null(await ListBucketsAsync(user, ("Policy", Documents.Allow("s3:*"))));
        Assert.Null(await ListBucketsAsync(user, ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")));
        Assert.Equal("AccessDenied", await ListBucketsAsync(user, ("Policy", Documents.Allow("s3:GetObject"))));
        Assert.Equal("AccessDenied", await ListBucketsAsync(user, ("Policy", Documents.Deny("s3:ListAllMyBuckets"))));
        // The root user's session has the rights that its session policy leaves, and none without one.
        Assert.Null(await ListBucketsAsync(root, ("Policy", Documents.Allow("s3:*"))));
        Assert.Equal("AccessDenied", await ListBucketsAsync(root));
        // When the user loses a right, its sessions lose it too.
        var session = Session(user, await user.Sts("GetFederationToken", ("Name", "bob"), ("Policy", Documents.Allow("*"))));
        await root.PutPolicyAsync("dev", Documents.Allow("sts:*"));
        Assert.Equal("AccessDenied", await S3CodeAsync(session));
        await root.Iam("DeleteAccessKey", ("UserName", "dev"), ("AccessKeyId", user.Credentials.AccessKeyId));
        await root.Iam("DeleteUserPolicy", ("UserName", "dev"), ("PolicyName", "policy"));
        await root.Iam("DeleteUser", ("UserName", "dev"));
        Assert.Equal("InvalidToken", await S3CodeAsync(session));
    }

    [Fact]
    public async Task Its_credentials_call_neither_IAM_nor_most_of_STS()
    {
        var root = await server.NewAccountAsync();
        var session = Session(root, await root.Sts("GetFederationToken", ("Name", "bob"), ("Policy", Documents.Allow("*"))));
        await session.RefusedAsync("InvalidClientTokenId", "The security token included in the request is invalid.", "iam", "ListUsers");
        var role = await root.NewRoleAsync("r");
        foreach (
            var (action, parameters) in new (string, (string, string)[])[]
            {
                ("AssumeRole", [("RoleArn", role), ("RoleSessionName", "session")]),
                ("GetSessionToken", []),
                ("GetFederationToken", [("Name", "eve")]),
                ("GetAccessKeyInfo", [("AccessKeyId", root.Credentials.AccessKeyId)]),
            }
        )
            await session.RefusedAsync("AccessDenied", $"Cannot call {action} with session credentials", "sts", action, parameters);
    }

    [Fact]
    public async Task Only_long_term_keys_get_one()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("*"));
        var role = (
            await root.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Documents.Trust(root.Arn("user/dev"))))
        ).Text("Arn");
        await (await user.AssumeAsync(role)).RefusedAsync(
            "AccessDenied",
            "Cannot call GetFederationToken with session credentials",
            "sts",
            "GetFederationToken",
            ("Name", "bob")
        );
    }

    [Fact]
    public async Task It_takes_permission_on_the_federated_user_and_to_tag_the_session()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var arn = $"arn:aws:sts::{root.AccountId}:federated-user/bob";
        await user.RefusedAsync(
            "AccessDenied",
            $"User: {root.Arn("user/dev")} is not authorized to perform: sts:GetFederationToken on resource: {arn} because no "
                + $"identity-based policy allows the sts:GetFederationToken action",
            "sts",
            "GetFederationToken",
            ("Name", "bob")
        );
        await root.PutPolicyAsync("dev", Documents.Allow("sts:GetFederationToken", arn));
        await user.Sts("GetFederationToken", ("Name", "bob"));
        await user.RefusedAsync("AccessDenied", null, "sts", "GetFederationToken", ("Name", "eve"));
        (string, string)[] tagged = [("Name", "bob"), .. Taggable.Tags(("Team", "blue"))];
        await user.RefusedAsync("AccessDenied", null, "sts", "GetFederationToken", tagged);
        await root.PutPolicyAsync("dev", IamCalls.AllowWhere("sts:*", """{"StringEquals":{"aws:RequestTag/Team":"blue"}}"""));
        Assert.NotEqual("0", (await user.Sts("GetFederationToken", tagged)).Text("PackedPolicySize"));
        await user.RefusedAsync(
            "InvalidParameterValue",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            "sts",
            "GetFederationToken",
            [.. tagged, ("Tags.member.2.Key", "team"), ("Tags.member.2.Value", "red")]
        );
    }

    [Fact]
    public async Task Its_keys_are_those_of_a_federated_user()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("*"));
        await root.Iam("TagUser", [("UserName", "dev"), .. Taggable.Tags(("Team", "red"), ("Stage", "test"))]);
        async Task<bool> HoldsAsync(string condition) =>
            await S3CodeAsync(
                Session(
                    user,
                    await user.Sts(
                        "GetFederationToken",
                        [
                            ("Name", "bob"),
                            ("Policy", IamCalls.AllowWhere("s3:ListAllMyBuckets", condition)),
                            .. Taggable.Tags(("team", "blue")),
                        ]
                    )
                )
            )
                is null;
        Assert.True(
            await HoldsAsync(
                $$$"""
                {"StringEquals":{"aws:userid":"{{{root.AccountId}}}:bob","aws:PrincipalType":"FederatedUser"},
                 "Null":{"aws:username":"true"}}
                """
            )
        );
        Assert.True(await HoldsAsync($$$"""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:sts::{{{root.AccountId}}}:federated-user/bob"}}"""));
        Assert.True(await HoldsAsync("""{"StringEquals":{"aws:PrincipalTag/Team":"blue","aws:PrincipalTag/Stage":"test"}}"""));
        Assert.False(await HoldsAsync("""{"StringEquals":{"aws:PrincipalTag/Team":"red"}}"""));
    }

    static DateTimeOffset Expiration(Answer answer) =>
        DateTimeOffset.Parse(answer.Text("Expiration"), System.Globalization.CultureInfo.InvariantCulture);

    static TestClient Session(TestClient by, Answer answer) =>
        by.With(new Credentials(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));

    /// <summary>The error code of ListBuckets; null where it succeeds.</summary>
    async Task<string?> S3CodeAsync(TestClient client) =>
        await new S3.S3Client(client, server.Clock).GetAsync("/") is { Status: not System.Net.HttpStatusCode.OK } refused
            ? refused.Code
            : null;
}
