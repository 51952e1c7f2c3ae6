using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Support.Tables;

/// <summary>The caller of a table: a user or role <c>dev</c>, or a session of it, with the policies of a column.</summary>
sealed class TableCaller
{
    const string GetFederationToken = """{"Effect":"Allow","Action":"sts:GetFederationToken","Resource":"*"}""";

    static readonly string Elsewhere = Documents.Allow("sqs:*");

    readonly TestClient home,
        starter;
    readonly string kind,
        allowed,
        denied;
    readonly TestIssuer? issuer;

    TableCaller(TestClient home, TestClient starter, string kind, string allowed, string denied, TestIssuer? issuer) =>
        (this.home, this.starter, this.kind, this.allowed, this.denied, this.issuer) = (home, starter, kind, allowed, denied, issuer);

    /// <summary>As it calls itself.</summary>
    public string Arn =>
        kind switch
        {
            "user" or "user session" => home.Arn("user/dev"),
            "federated user" => $"arn:aws:sts::{home.AccountId}:federated-user/session",
            "web identity" => $"arn:aws:sts::{home.AccountId}:assumed-role/dev/app",
            _ => $"arn:aws:sts::{home.AccountId}:assumed-role/dev/session",
        };

    public string RoleArn => home.Arn("role/dev");

    bool IsUser => kind is "user" or "user session" or "federated user";

    /// <param name="home">The account of the caller, by its root user.</param>
    /// <param name="kind"><c>user</c>; <c>user session</c> (GetSessionToken); <c>federated user</c> (GetFederationToken); <c>role</c>
    /// (AssumeRole); <c>web identity</c>.</param>
    /// <param name="allowed">The actions that policies allow.</param>
    /// <param name="denied">The actions that policies deny.</param>
    /// <param name="issuer">The issuer of a web identity.</param>
    public static async Task<TableCaller> NewAsync(TestClient home, string kind, string allowed, string denied, TestIssuer? issuer = null)
    {
        if (kind is "user" or "user session" or "federated user")
            return new(home, await home.NewUserAsync("dev"), kind, allowed, denied, null);
        var starter = await home.NewUserAsync("starter", Documents.Allow("sts:AssumeRole"));
        await home.NewRoleAsync("dev");
        var trust = issuer is null
            ? Documents.Trust(home.Arn("user/starter"))
            : WebIdentityCalls.Trust(await home.NewOidcProviderAsync(issuer.Url, "sts.amazonaws.com"));
        await home.Iam("UpdateAssumeRolePolicy", ("RoleName", "dev"), ("PolicyDocument", trust));
        return new(home, starter, kind, allowed, denied, issuer);
    }

    /// <summary>The caller with the policies of a column.</summary>
    public async Task<TestClient> WithAsync(string column)
    {
        var type = IsUser ? "User" : "Role";
        var name = ($"{type}Name", "dev");
        var document = column switch
        {
            "none" => Elsewhere,
            "deny" => Documents.Deny(denied),
            _ => Documents.Allow(allowed),
        };
        if (kind == "federated user")
            document = document.Replace("[", $"[{GetFederationToken},", StringComparison.Ordinal);
        await home.Iam($"Put{type}Policy", name, ("PolicyName", "policy"), ("PolicyDocument", document));
        await home.SendAsync("iam", $"Delete{type}PermissionsBoundary", name);
        // With a boundary, a user could not get the session either.
        var session = await SessionAsync(column);
        if (column.StartsWith("boundary", StringComparison.Ordinal))
        {
            var boundary = await home.NewPolicyAsync(
                column.Replace(' ', '-'),
                column == "boundary deny" ? Documents.Deny(denied) : Elsewhere
            );
            await home.Iam($"Put{type}PermissionsBoundary", name, ("PermissionsBoundary", boundary));
        }
        return session;
    }

    Task<TestClient> SessionAsync(string column) =>
        SessionWithAsync(
            column switch
            {
                "session policy without" => Elsewhere,
                "session policy deny" => Documents.Deny(denied),
                _ => null,
            }
        );

    /// <summary>The caller in a new session with this session policy, or without one.</summary>
    public async Task<TestClient> SessionWithAsync(string? document)
    {
        (string, string)[] policy = document is null ? [] : [("Policy", document)];
        return kind switch
        {
            "user" => starter,
            "user session" => Session(await starter.Sts("GetSessionToken")),
            "federated user" => Session(
                await starter.Sts(
                    "GetFederationToken",
                    [("Name", "session"), .. policy.Length > 0 ? policy : [("Policy", Documents.Allow(allowed))]]
                )
            ),
            "role" => await starter.AssumeAsync(RoleArn, policy),
            _ => Session(await home.WebOkAsync(RoleArn, issuer!.Token(home.Now), policy)),
        };
    }

    TestClient Session(Answer answer) =>
        home.With(new Credentials(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));
}
