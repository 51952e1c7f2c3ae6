using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>Identity providers that others wrote (tests/Peers, xmlsec1) and SDKs against a live server.</summary>
[Trait("speed", "slow")]
public sealed class FederationTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-federation-").FullName;
    MantleProcess server = null!;
    Terminal admin = null!;
    string account = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        var data = Path.Combine(folder, "data");
        server = await MantleProcess.StartAsync(data, "--allow-http-issuers", "--allow-private-issuers");
        var root = await MantleProcess.CredentialsAsync(data);
        account = root.AccountId;
        var home = Path.Combine(folder, "admin");
        Directory.CreateDirectory(home);
        admin = new Terminal(home, server.Endpoint);
        admin.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);
    }

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    AmazonSecurityTokenServiceConfig Config => new() { ServiceURL = server.Endpoint, AuthenticationRegion = "us-east-1" };

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

        // As workloads do: a file with the token, and the provider that the SDK has for it.
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
    [InlineData("assertion")]
    [InlineData("message")]
    public async Task A_user_of_a_SAML_provider_written_by_others_assumes_a_role(string what)
    {
        Peer.Need();
        var (key, certificate) = await NewKeyAsync();
        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "metadata.xml"),
            await NodeAsync($"saml.cjs metadata {key} {certificate}"),
            TestContext.Current.CancellationToken
        );
        await SamlProviderAsync();
        var (role, provider) = ($"arn:aws:iam::{account}:role/saml", $"arn:aws:iam::{account}:saml-provider/idp");
        await AssumeWithSamlAsync(
            role,
            provider,
            (await NodeAsync($"saml.cjs response {key} {certificate} {role} {provider} {what}")).Trim()
        );
    }

    [Theory]
    [InlineData("node", "saml.mjs")]
    [InlineData("python3", "saml.py")]
    public async Task Other_SDKs_assume_a_role_with_a_SAML_response_and_no_credentials(string program, string script)
    {
        Peer.Need();
        if (program == "python3")
            await LiveServer.NeedBoto3Async();
        var (key, certificate) = await NewKeyAsync();
        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "metadata.xml"),
            await NodeAsync($"saml.cjs metadata {key} {certificate}"),
            TestContext.Current.CancellationToken
        );
        await SamlProviderAsync();
        var (role, provider) = ($"arn:aws:iam::{account}:role/saml", $"arn:aws:iam::{account}:saml-provider/idp");
        var response = (await NodeAsync($"saml.cjs response {key} {certificate} {role} {provider} assertion")).Trim();
        var user = new Terminal(folder, server.Endpoint);
        LiveServer.ExportSettings(user);
        Assert.Equal(
            $"arn:aws:sts::{account}:assumed-role/saml/alice@example.com",
            await user.PrintsAsync($"{program} '{LiveServer.Scripts}/{script}' {role} {provider} {response} {Forged(response)}")
        );
    }

    [Fact]
    public async Task An_assertion_signed_by_xmlsec1_assumes_a_role()
    {
        Assert.SkipUnless(Shell.Has("xmlsec1") && Shell.Has("openssl"), "xmlsec1 or openssl is not installed");
        var (key, certificate) = await NewKeyAsync();
        var encoded = string.Concat(
            (await File.ReadAllLinesAsync(certificate, TestContext.Current.CancellationToken)).Where(line => !line.StartsWith('-'))
        );
        const string entity = "https://xmlsec.example.com/metadata";
        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "metadata.xml"),
            $"""
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity}">
            <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
            <X509Data><X509Certificate>{encoded}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
            <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://xmlsec.example.com/sso"/>
            </IDPSSODescriptor></EntityDescriptor>
            """,
            TestContext.Current.CancellationToken
        );
        await SamlProviderAsync();
        var (role, provider) = ($"arn:aws:iam::{account}:role/saml", $"arn:aws:iam::{account}:saml-provider/idp");
        var template = Path.Combine(folder, "template.xml");
        await File.WriteAllTextAsync(template, Template(entity, role, provider, DateTime.UtcNow), TestContext.Current.CancellationToken);
        var (code, response, error) = await Shell.RunAsync(
            $"xmlsec1 --sign --id-attr:ID urn:oasis:names:tc:SAML:2.0:assertion:Assertion --privkey-pem {key},{certificate} {template}"
        );
        Assert.True(code == 0, error);
        await AssumeWithSamlAsync(role, provider, Convert.ToBase64String(Encoding.UTF8.GetBytes(response)));
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

    async Task SamlProviderAsync()
    {
        await admin.PrintsAsync("aws iam create-saml-provider --name idp --saml-metadata-document file://metadata.xml");
        await TrustAsync("saml", "saml-provider/idp", "sts:AssumeRoleWithSAML", "\"saml:aud\":\"https://signin.aws.amazon.com/saml\"");
    }

    async Task AssumeWithSamlAsync(string role, string provider, string response)
    {
        using var sts = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), Config);
        var answer = await sts.AssumeRoleWithSAMLAsync(
            new AssumeRoleWithSAMLRequest
            {
                RoleArn = role,
                PrincipalArn = provider,
                SAMLAssertion = response,
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(("alice", "persistent"), (answer.Subject, answer.SubjectType));
        Assert.Equal($"arn:aws:sts::{account}:assumed-role/saml/alice@example.com", await WhoAsync(answer.Credentials));
        Assert.Contains(
            "assumed-role/saml/alice@example.com",
            await admin.PrintsAsync(
                $"aws sts assume-role-with-saml --role-arn {role} --principal-arn {provider} --saml-assertion {response}"
            )
        );
        var error = await Assert.ThrowsAsync<InvalidIdentityTokenException>(() =>
            sts.AssumeRoleWithSAMLAsync(
                new AssumeRoleWithSAMLRequest
                {
                    RoleArn = role,
                    PrincipalArn = provider,
                    SAMLAssertion = Forged(response),
                },
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal("Response signature invalid", error.Message);
    }

    static string Forged(string response) =>
        Convert.ToBase64String(
            Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(Convert.FromBase64String(response)).Replace(">alice<", ">admin<", StringComparison.Ordinal)
            )
        );

    async Task TrustAsync(string role, string provider, string action, string condition)
    {
        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "trust.json"),
            $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
              "Principal":{"Federated":"arn:aws:iam::{{{account}}}:{{{provider}}}"},
              "Action":"{{{action}}}","Condition":{"StringEquals":{ {{{condition}}} } } } ] }
            """,
            TestContext.Current.CancellationToken
        );
        await admin.PrintsAsync($"aws iam create-role --role-name {role} --assume-role-policy-document file://trust.json");
    }

    async Task<string> WhoAsync(Credentials credentials)
    {
        using var sts = new AmazonSecurityTokenServiceClient(credentials, Config);
        return (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken)).Arn;
    }

    async Task<(string Key, string Certificate)> NewKeyAsync()
    {
        Assert.SkipUnless(Shell.Has("openssl"), "openssl is not installed");
        var (key, certificate) = (Path.Combine(folder, "idp.key"), Path.Combine(folder, "idp.crt"));
        var (code, _, error) = await Shell.RunAsync(
            $"openssl req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {certificate} -subj /CN=idp -days 2"
        );
        Assert.True(code == 0, error);
        return (key, certificate);
    }

    static async Task<string> NodeAsync(string arguments)
    {
        var (code, output, error) = await Shell.RunAsync($"node {arguments}", folder: Peer.Folder);
        Assert.True(code == 0, error);
        return output;
    }

    static string Template(string entity, string role, string provider, DateTime now)
    {
        var (start, end) = (
            now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            now.AddMinutes(4).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)
        );
        return $"""
            <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
                xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0"
                IssueInstant="{start}"><Issuer>{entity}</Issuer>
            <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
            <Assertion ID="_a" Version="2.0" IssueInstant="{start}"><Issuer>{entity}</Issuer>
            <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
            <CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
            <SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
            <Reference URI="#_a"><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
            <Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></Transforms>
            <DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference></SignedInfo>
            <SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature>
            <Subject><NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice</NameID>
            <SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
            <SubjectConfirmationData NotOnOrAfter="{end}" Recipient="https://signin.aws.amazon.com/saml"/></SubjectConfirmation></Subject>
            <Conditions NotBefore="{start}" NotOnOrAfter="{end}">
            <AudienceRestriction><Audience>https://signin.aws.amazon.com/saml</Audience></AudienceRestriction></Conditions>
            <AttributeStatement>
            <Attribute Name="https://aws.amazon.com/SAML/Attributes/Role"><AttributeValue>{role},{provider}</AttributeValue></Attribute>
            <Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName">
            <AttributeValue>alice@example.com</AttributeValue></Attribute>
            </AttributeStatement></Assertion></samlp:Response>
            """;
    }
}
