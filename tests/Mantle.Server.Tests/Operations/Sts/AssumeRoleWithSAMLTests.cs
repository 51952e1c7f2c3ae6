using System.Security.Cryptography;
using System.Text;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.SAMLProviders;
using static Mantle.Server.Tests.Operations.Sts.SamlCalls;

// What is weak is what the tests send, or what AWS's name qualifier is made of.
#pragma warning disable CA5350

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(FederationCollection.Name)]
public class AssumeRoleWithSAMLTests(FederationServer server)
{
    [Fact]
    public async Task A_signed_assertion_becomes_a_session_of_the_role()
    {
        var target = await server.NewSamlTargetAsync();
        var answer = await target.OkAsync(Idp.SignAssertion(target.Xml()));
        Assert.Equal(
            "AssumedRoleUser Audience Credentials Issuer NameQualifier Subject SubjectType",
            answer.Members("AssumeRoleWithSAMLResult")
        );
        Assert.Equal(
            $"arn:aws:sts::{target.Root.AccountId}:assumed-role/saml/alice@example.com",
            (await target.Root.Session(answer).Sts("GetCallerIdentity")).Text("Arn")
        );
        Assert.Equal("https://signin.aws.amazon.com/saml", answer.Text("Audience"));
        Assert.Equal(
            (TestIdentityProvider.EntityId, "alice", "persistent"),
            (answer.Text("Issuer"), answer.Text("Subject"), answer.Text("SubjectType"))
        );
        Assert.Equal(
            Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{TestIdentityProvider.EntityId}{target.Root.AccountId}/idp"))),
            answer.Text("NameQualifier")
        );
        Assert.Equal(server.Now.AddHours(1), Expiration(answer));
    }

    [Fact]
    public async Task What_is_not_the_arn_of_a_role_is_invalid()
    {
        var target = await server.NewSamlTargetAsync();
        var answer = await target.Root.SendUnsignedAsync(
            "sts",
            "AssumeRoleWithSAML",
            ("RoleArn", target.Provider),
            ("PrincipalArn", target.Role),
            ("SAMLAssertion", Convert.ToBase64String(Encoding.UTF8.GetBytes(Idp.SignAssertion(target.Xml()))))
        );
        Assert.Equal(("ValidationError", "Request ARN is invalid"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task What_is_no_response_is_refused()
    {
        var target = await server.NewSamlTargetAsync();
        foreach (var base64 in new[] { "!!!!", "YWFhY", Convert.ToBase64String([0xff, 0xfe, 0xfd]) })
            Assert.Equal("Invalid base64 SAMLResponse", (await target.SendBase64Async(base64)).Message);
        foreach (
            var xml in new[]
            {
                "no xml",
                "<a/>",
                "<a>",
                Idp.SignAssertion(TestIdentityProvider.Assertion(server.Now, target.Role, target.Provider)),
                string.Concat(Enumerable.Repeat("<a>", 5_000)),
            }
        )
            await target.RefusedAsync(xml, "InvalidIdentityToken", Invalid);
        Assert.Equal("ValidationError", (await target.SendBase64Async(new string('A', 100_001))).Code);
        var missing = target with { Provider = target.Provider + "-not" };
        await missing.RefusedAsync(Idp.SignAssertion(target.Xml()), "InvalidIdentityToken", "Specified provider doesn't exist.");
        await target.RefusedAsync(
            Idp.SignResponse(target.Xml().Replace("status:Success", "status:Responder", StringComparison.Ordinal)),
            "IDPRejectedClaim",
            null
        );
    }

    [Theory]
    [InlineData("Issuer>https://idp.example.com/metadata", "Issuer>https://other.example.com", "Issuer not present in specified provider")]
    [InlineData("urn:amazon:webservices", "urn:other", "Response does not contain the required audience.")]
    [InlineData(
        "Recipient=\"https://signin.aws.amazon.com/saml\"",
        "Recipient=\"https://evil.example.com/saml\"",
        "Response does not contain the required recipient."
    )]
    [InlineData(
        "Recipient=\"https://signin.aws.amazon.com/saml\"",
        "Recipient=\"https://signin.aws.amazon.com/saml/acs/SAMLPOFANOTHERPROVIDER\"",
        "Response does not contain the required recipient."
    )]
    [InlineData("cm:bearer", "cm:sender-vouches", "Response does not contain the required recipient.")]
    [InlineData("Attributes/RoleSessionName", "Attributes/Other", "RoleSessionName is required in AuthnResponse")]
    [InlineData("alice@example.com", "alice and bob", "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")]
    [InlineData("Attributes/Role\"", "Attributes/Other\"", "Role is required in AuthnResponse")]
    [InlineData("<saml:AudienceRestriction>", "<saml:Unknown/><saml:AudienceRestriction>", Invalid)]
    public async Task A_signed_assertion_must_be_for_us_and_complete(string part, string spoiled, string message)
    {
        var target = await server.NewSamlTargetAsync();
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml().Replace(part, spoiled, StringComparison.Ordinal)),
            "InvalidIdentityToken",
            message
        );
    }

    [Fact]
    public async Task Recipients_may_be_regional_or_name_the_provider_by_its_id()
    {
        var target = await server.NewSamlTargetAsync();
        var id = (await target.Root.Iam("GetSAMLProvider", Saml.Named(target.Provider))).Text("SAMLProviderUUID");
        foreach (var recipient in new[] { "https://eu-west-1.signin.aws.amazon.com/saml", $"https://signin.aws.amazon.com/saml/acs/{id}" })
            Assert.Equal(
                recipient,
                (
                    await target.OkAsync(
                        Idp.SignAssertion(
                            target
                                .Xml()
                                .Replace(
                                    "Recipient=\"https://signin.aws.amazon.com/saml\"",
                                    $"Recipient=\"{recipient}\"",
                                    StringComparison.Ordinal
                                )
                        )
                    )
                ).Text("Audience")
            );
        await target.OkAsync(
            Idp.SignAssertion(
                target.Xml().Replace("urn:amazon:webservices", "https://signin.aws.amazon.com/saml", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task The_role_must_be_one_of_those_in_the_assertion_in_either_order()
    {
        var target = await server.NewSamlTargetAsync();
        await target.OkAsync(
            Idp.SignAssertion(
                target.Xml().Replace($"{target.Role},{target.Provider}", $"{target.Provider}, {target.Role}", StringComparison.Ordinal)
            )
        );
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml().Replace($"{target.Role},", $"{target.Role}-other,", StringComparison.Ordinal)),
            "AccessDenied",
            Denied
        );
        var other = target with { Role = target.Root.Arn("role/none") };
        await target.RefusedAsync(Idp.SignAssertion(other.Xml()), "AccessDenied", Denied);
        await other.RefusedAsync(Idp.SignAssertion(other.Xml()), "AccessDenied", Denied);
    }
}
