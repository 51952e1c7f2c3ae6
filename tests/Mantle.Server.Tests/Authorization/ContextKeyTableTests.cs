using System.Globalization;
using System.Text;
using Mantle.Policy;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Authorization;

/// <summary>docs/context-keys.md matches the server: for each cell, the test reads the keys of a real call.</summary>
public class ContextKeyTableTests
{
    [Fact]
    public async Task The_table_of_context_keys_is_what_the_server_does()
    {
        var file = Path.Combine(Repository.Root, "docs", "context-keys.md");
        var table = Table();
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(file, table, TestContext.Current.CancellationToken);
        Assert.True(
            File.Exists(file) && table == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"{file} does not match the server; run this test with MANTLE_UPDATE_DOCS=1 to write it again."
        );
    }

    static string Table()
    {
        var text = new StringBuilder(
            $"""
            # Global condition keys

            Which of AWS's
            [global condition keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html) are in the
            request context of a call, by kind of caller. A missing key matters too: a condition on it is not met, unless it has
            `IfExists`.

            **yes**: in every call. **if given**: in calls that have the value. **–**: never.
            `ContextKeyTableTests` writes this page when it runs with `MANTLE_UPDATE_DOCS=1`.

            | key | from | {string.Join(" | ", Callers.Kinds)} |
            | --- | --- |{string.Concat(Enumerable.Repeat(" --- |", Callers.Kinds.Count))}

            """
        );
        foreach (var key in Enum.GetValues<GlobalConditionKey>().Where(key => key != GlobalConditionKey.None))
        {
            var cells = Callers.Kinds.Select(kind => Cell(kind, new ContextKey(NameOf(key)))).ToList();
            Assert.True(
                Sources.ContainsKey(key) == cells.Exists(cell => cell != Never),
                $"{key}: a key that is there has a source in the table, and no other."
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{Shown(key)}` | {Sources.GetValueOrDefault(key, Never)} | {string.Join(" | ", cells)} |\n"
            );
        }
        return text.Append(
                """

                Services' own keys depend on the operation: `iam:PolicyARN`, `iam:PermissionsBoundary`, `iam:ResourceTag/…`,
                `sts:ExternalId` and so on.
                Claims and attributes of identity providers (`<host/path>:sub`, `saml:aud`, …) are in [federation.md](federation.md).

                `X-Forwarded-For` and `X-Forwarded-Proto` count only when the request comes from a network named with `--trusted-proxy`.
                `aws:SourceIp` is then the last address in the list that is not such a proxy's own, with or without a port. If a proxy
                wrote something else there, it is 255.255.255.255.

                """
            )
            .ToString();
    }

    const string Never = "–";

    static string Cell(string kind, ContextKey key) =>
        Callers.Bare(kind).TryGetValues(key, out _) ? "yes"
        : Callers.Full(kind).TryGetValues(key, out _) ? "if given"
        : Never;

    static bool HasTagKey(GlobalConditionKey key) =>
        key is GlobalConditionKey.PrincipalTag or GlobalConditionKey.RequestTag or GlobalConditionKey.ResourceTag;

    static string NameOf(GlobalConditionKey key) => $"aws:{key}{(HasTagKey(key) ? "/team" : "")}";

    /// <summary>As the User Guide writes it.</summary>
    static string Shown(GlobalConditionKey key) =>
        key switch
        {
            GlobalConditionKey.Userid => "aws:userid",
            GlobalConditionKey.Username => "aws:username",
            GlobalConditionKey.Referer => "aws:referer",
            _ => $"aws:{key}{(HasTagKey(key) ? "/…" : "")}",
        };

    static readonly Dictionary<GlobalConditionKey, string> Sources = new()
    {
        [GlobalConditionKey.AssumedRoot] = "`true` in a session of AssumeRoot",
        [GlobalConditionKey.CurrentTime] = "the server's clock, to the second",
        [GlobalConditionKey.EpochTime] = "the server's clock, in seconds since 1970",
        [GlobalConditionKey.FederatedProvider] = "ARN of the OpenID Connect provider that the role was assumed through",
        [GlobalConditionKey.MultiFactorAuthAge] = "seconds since the session's MFA code was verified",
        [GlobalConditionKey.MultiFactorAuthPresent] = "whether the session was made with an MFA code",
        [GlobalConditionKey.PrincipalAccount] = "account of the credentials",
        [GlobalConditionKey.PrincipalArn] = "the user, the account root, or the role behind the session",
        [GlobalConditionKey.PrincipalIsAWSService] = "whether a service calls, to assume a workload's role",
        [GlobalConditionKey.PrincipalOrgID] = "organization of the credentials' account",
        [GlobalConditionKey.PrincipalOrgPaths] = "where that account is in it",
        [GlobalConditionKey.PrincipalServiceName] = "service principal that assumes a workload's role",
        [GlobalConditionKey.PrincipalServiceNamesList] = "the same, as a list",
        [GlobalConditionKey.PrincipalTag] = "tags of the session, then of the user or role",
        [GlobalConditionKey.PrincipalType] = "`Account`, `User`, `AssumedRole` or `FederatedUser`",
        [GlobalConditionKey.Referer] = "header `Referer`",
        [GlobalConditionKey.RequestedRegion] = "region in the signature",
        [GlobalConditionKey.RequestTag] = "tags passed in the request",
        [GlobalConditionKey.ResourceAccount] = "account that owns the resource",
        [GlobalConditionKey.ResourceOrgID] = "organization of the account that owns the resource",
        [GlobalConditionKey.ResourceOrgPaths] = "where that account is in it",
        [GlobalConditionKey.ResourceTag] = "tags of the resource",
        [GlobalConditionKey.SecureTransport] = "whether the call came by TLS",
        [GlobalConditionKey.SignInSessionArn] = "ARN of the sign-in that the session comes from",
        [GlobalConditionKey.SourceAccount] = "account of the workload",
        [GlobalConditionKey.SourceArn] = "ARN of the workload",
        [GlobalConditionKey.SourceIdentity] = "source identity of the session",
        [GlobalConditionKey.SourceIp] = "address of the caller",
        [GlobalConditionKey.SourceOrgID] = "organization of that account",
        [GlobalConditionKey.SourceOrgPaths] = "where that account is in it",
        [GlobalConditionKey.TagKeys] = "keys of the tags passed in the request",
        [GlobalConditionKey.TokenIssueTime] = "when the session was made",
        [GlobalConditionKey.UserAgent] = "header `User-Agent`",
        [GlobalConditionKey.Userid] = "the account id, `AIDA…`, `AROA…:session`, or `account:name` of a federated user",
        [GlobalConditionKey.Username] = "name of the user",
        [GlobalConditionKey.ViaAWSService] = "`false`: no service calls on behalf of another",
    };
}
