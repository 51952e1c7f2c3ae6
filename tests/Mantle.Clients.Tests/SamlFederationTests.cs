using System.Text;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>Independent SAML providers (tests/Peers, xmlsec1) and SDKs against a live server.</summary>
[Trait("speed", "slow")]
public sealed class SamlFederationTests : FederationTest
{
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
