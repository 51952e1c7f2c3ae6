using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(ServerCollection.Name)]
public class SessionLimitsTests(TestServer server)
{
    [Fact]
    public async Task Credentials_of_GetSessionToken_call_neither_IAM_without_MFA_nor_most_of_STS()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("*"));
        var answer = await user.Sts("GetSessionToken", ("DurationSeconds", "900"));
        var session = user.With(new Credentials(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));

        Assert.Equal($"arn:aws:iam::{root.AccountId}:user/dev", (await session.Sts("GetCallerIdentity")).Text("Arn"));
        var role = (
            await root.Iam(
                "CreateRole",
                ("RoleName", "r"),
                ("AssumeRolePolicyDocument", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"))
            )
        ).Text("Arn");
        await session.AssumeAsync(role);

        await session.RefusedAsync("InvalidClientTokenId", "The security token included in the request is invalid.", "iam", "ListUsers");
        await session.RefusedAsync("AccessDenied", "Cannot call GetSessionToken with session credentials", "sts", "GetSessionToken");
        await session.RefusedAsync("AccessDenied", null, "sts", "GetAccessKeyInfo", ("AccessKeyId", user.Credentials.AccessKeyId));
    }

    /// <summary>
    /// Mantle's own service creates accounts, so it needs as much trust as IAM: a session of the root user cannot call it.
    /// </summary>
    [Fact]
    public async Task A_root_session_cannot_call_the_mantle_service()
    {
        var answer = await server.Management.Sts("GetSessionToken");
        var session = server.Management.With(
            new Credentials(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken"))
        );
        foreach (var action in new[] { "ListSessionKeys", "RotateSessionKey" })
            await session.RefusedAsync("InvalidClientTokenId", "The security token included in the request is invalid.", "mantle", action);
        await session.RefusedAsync("InvalidClientTokenId", null, "mantle", "CreateAccount", ("Name", "x"));
        answer = await server.Management.Sts("GetFederationToken", ("Name", "fed"), ("Policy", Documents.Allow("*")));
        await server
            .Management.With(new Credentials(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")))
            .RefusedAsync("InvalidClientTokenId", null, "mantle", "ListSessionKeys");
    }

    [Fact]
    public async Task A_role_session_cannot_get_a_session_token()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = (
            await root.Iam(
                "CreateRole",
                ("RoleName", "r"),
                ("AssumeRolePolicyDocument", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"))
            )
        ).Text("Arn");
        await (await user.AssumeAsync(role)).RefusedAsync(
            "AccessDenied",
            "Cannot call GetSessionToken with session credentials",
            "sts",
            "GetSessionToken"
        );
    }
}
