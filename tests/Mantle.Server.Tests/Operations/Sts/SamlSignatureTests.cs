using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;
using Mantle.Server.Tests.Federation;
using static Mantle.Server.Tests.Operations.Sts.SamlCalls;

// What is weak is what the tests send, or what AWS's name qualifier is made of.
#pragma warning disable CA5350

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>The key and the algorithm that signed an assertion.</summary>
[Collection(FederationCollection.Name)]
public class SamlSignatureTests(FederationServer server)
{
    [Fact]
    public async Task The_response_may_be_signed_in_place_of_the_assertion_or_besides()
    {
        var target = await server.NewSamlTargetAsync();
        await target.OkAsync(Idp.SignResponse(target.Xml()));
        await target.OkAsync(Idp.SignResponse(Idp.SignAssertion(target.Xml())));
        await target.OkAsync("\uFEFF<?xml version=\"1.0\"?>" + Idp.SignAssertion(target.Xml()));
        // Every signature in the response must be valid.
        var both = Idp.SignResponse(Idp.SignAssertion(target.Xml()));
        await target.RefusedAsync(
            both.Replace("IssueInstant", "issueInstant", StringComparison.Ordinal),
            "InvalidIdentityToken",
            BadSignature
        );
        var broken = TestIdentityProvider.Load(Idp.SignAssertion(target.Xml()));
        broken.GetElementsByTagName("SignatureValue")[0]!.InnerText = Convert.ToBase64String(new byte[256]);
        await target.RefusedAsync(Idp.SignResponse(broken.OuterXml), "InvalidIdentityToken", BadSignature);
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#sha384")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2001/04/xmlenc#sha512")]
    public async Task Longer_hashes_are_understood(string method, string digest)
    {
        var target = await server.NewSamlTargetAsync();
        await target.OkAsync(Idp.SignAssertion(target.Xml(), digest, method));
    }

    [Fact]
    public async Task What_is_not_signed_by_the_provider_is_refused()
    {
        var target = await server.NewSamlTargetAsync();
        await target.RefusedAsync(target.Xml(), "InvalidIdentityToken", BadSignature);
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml()).Replace(">alice<", ">admin<", StringComparison.Ordinal),
            "InvalidIdentityToken",
            BadSignature
        );
        await target.RefusedAsync(new TestIdentityProvider().SignAssertion(target.Xml()), "InvalidIdentityToken", BadSignature);
        // A valid signature by a key that the message itself contains.
        using var own = RSA.Create(2_048);
        await target.RefusedAsync(Idp.SignAssertion(target.Xml(), key: own), "InvalidIdentityToken", BadSignature);
    }

    [Fact]
    public async Task Weak_and_keyless_algorithms_are_refused()
    {
        var target = await server.NewSamlTargetAsync();
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml(), SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigRSASHA1Url),
            "InvalidIdentityToken",
            BadSignature
        );
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml(), SignedXml.XmlDsigSHA1Url, SignedXml.XmlDsigRSASHA256Url),
            "InvalidIdentityToken",
            BadSignature
        );
        // The public certificate used as the secret of an HMAC.
        var document = TestIdentityProvider.Load(target.Xml());
        var assertion = (XmlElement)document.GetElementsByTagName("Assertion", TestIdentityProvider.Saml)[0]!;
        var signed = new SignedXml(assertion);
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        var reference = new Reference("#_assertion");
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        signed.AddReference(reference);
        using var hmac = new HMACSHA1(Idp.Certificate.RawData);
        signed.ComputeSignature(hmac);
        assertion.InsertAfter(document.ImportNode(signed.GetXml(), true), assertion.ChildNodes.OfType<XmlElement>().First());
        await target.RefusedAsync(document.OuterXml, "InvalidIdentityToken", BadSignature);
    }
}
