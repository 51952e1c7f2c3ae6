using System.Text.Json;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>
/// Independent OpenID providers (tests/Peers) against a live server, and the server's own tokens at independent verifiers.
/// </summary>
[Trait("speed", "slow")]
public sealed class OpenIdFederationTests : FederationTest
{
    [Fact]
    public async Task A_user_of_a_certified_OpenID_provider_assumes_a_role()
    {
        Peer.Need();
        using var provider = Peer.Start("node", ["oidc.mjs"]);
        var login = await provider.ReadAsync();
        var issuer = login.GetProperty("issuer").GetString()!;
        var name = issuer["http://".Length..];
        await admin.PrintsAsync(
            $"aws iam create-open-id-connect-provider --url {issuer} --client-id-list {login.GetProperty("clientId").GetString()}"
        );
        await TrustAsync("web", $"oidc-provider/{name}", "sts:AssumeRoleWithWebIdentity", $"\"{name}:sub\":\"alice\"");
        var role = $"arn:aws:iam::{account}:role/web";
        var token = login.GetProperty("token").GetString()!;

        // Call by call, with the SDK and the command line.
        using var sts = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), Config);
        var answer = await sts.AssumeRoleWithWebIdentityAsync(
            new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = role,
                RoleSessionName = "alice",
                WebIdentityToken = token,
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal("alice", answer.SubjectFromWebIdentityToken);
        Assert.Equal($"arn:aws:sts::{account}:assumed-role/web/alice", await WhoAsync(answer.Credentials));
        Assert.Contains(
            $"assumed-role/web/cli",
            await admin.PrintsAsync(
                $"aws sts assume-role-with-web-identity --role-arn {role} --role-session-name cli --web-identity-token {token}"
            )
        );
        var error = await Assert.ThrowsAsync<InvalidIdentityTokenException>(() =>
            sts.AssumeRoleWithWebIdentityAsync(
                new AssumeRoleWithWebIdentityRequest
                {
                    RoleArn = role,
                    RoleSessionName = "alice",
                    WebIdentityToken = token[..^8] + "AAAAAAAA",
                },
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal("Token signature invalid", error.Message);

        // As workloads do it: a token file, and the SDK's provider for it.
        var file = Path.Combine(folder, "token");
        await File.WriteAllTextAsync(file, token, TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", server.Endpoint);
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        try
        {
            using var client = new AmazonSecurityTokenServiceClient(
                new AssumeRoleWithWebIdentityCredentials(file, role, "workload"),
                Config
            );
            Assert.Equal(
                $"arn:aws:sts::{account}:assumed-role/web/workload",
                (await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken)).Arn
            );
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", null);
            Environment.SetEnvironmentVariable("AWS_REGION", null);
        }
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES384")]
    public async Task A_service_that_trusts_the_account_s_issuer_verifies_its_tokens(string algorithm)
    {
        Peer.Need();
        var credentials = await MantleProcess.CredentialsAsync(Path.Combine(folder, "data"));
        var issuer = Element(await CallAsync(credentials, "iam", "2010-05-08", "EnableOutboundWebIdentityFederation"), "IssuerIdentifier");
        var token = Element(
            await CallAsync(
                credentials,
                "sts",
                "2011-06-15",
                $"GetWebIdentityToken&Audience.member.1=my-service&SigningAlgorithm={algorithm}"
            ),
            "WebIdentityToken"
        );
        using var claims = JsonDocument.Parse(await NodeAsync($"verify.mjs {issuer} my-service {token}"));
        Assert.Equal($"arn:aws:iam::{account}:root", claims.RootElement.GetProperty("sub").GetString());
        var (code, _, error) = await Shell.RunAsync($"node verify.mjs {issuer} other-service {token}", folder: Peer.Folder);
        Assert.True(code != 0 && error.Contains("JWTClaimValidationFailed", StringComparison.Ordinal), error);
    }

    /// <summary>Calls an operation that the installed clients are too old to know.</summary>
    async Task<string> CallAsync(
        (string AccountId, string AccessKeyId, string SecretAccessKey) credentials,
        string service,
        string version,
        string action
    )
    {
        var (code, output, error) = await Shell.RunAsync(
            $"curl -sS --aws-sigv4 aws:amz:us-east-1:{service} --user \"$CREDENTIALS\" --data "
                + $"'Version={version}&Action={action}' {server.Endpoint}/",
            new Dictionary<string, string> { ["CREDENTIALS"] = $"{credentials.AccessKeyId}:{credentials.SecretAccessKey}" }
        );
        Assert.True(code == 0, error);
        return output;
    }

    static string Element(string xml, string name)
    {
        var start = xml.IndexOf($"<{name}>", StringComparison.Ordinal);
        Assert.True(start >= 0, xml);
        return xml[(start + name.Length + 2)..xml.IndexOf($"</{name}>", StringComparison.Ordinal)];
    }
}
