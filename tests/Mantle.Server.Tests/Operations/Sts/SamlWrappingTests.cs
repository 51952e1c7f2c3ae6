using System.Security.Cryptography.Xml;
using System.Xml;
using Mantle.Server.Tests.Federation;
using static Mantle.Server.Tests.Operations.Sts.SamlCalls;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>Documents that were altered around a signed element.</summary>
[Collection(FederationCollection.Name)]
public class SamlWrappingTests(FederationServer server)
{
    [Fact]
    public async Task A_signature_cannot_be_wrapped_around_another_assertion()
    {
        var target = await server.NewSamlTargetAsync();
        var signed = Idp.SignAssertion(target.Xml());
        XmlDocument Fresh(out XmlElement assertion, out XmlElement evil)
        {
            var document = TestIdentityProvider.Load(signed);
            assertion = (XmlElement)document.GetElementsByTagName("Assertion", TestIdentityProvider.Saml)[0]!;
            evil = (XmlElement)assertion.CloneNode(true);
            evil.SetAttribute("ID", "_evil");
            ((XmlElement)evil.GetElementsByTagName("NameID", TestIdentityProvider.Saml)[0]!).InnerText = "admin";
            return document;
        }
        XmlElement SignatureOf(XmlElement element) =>
            element.ChildNodes.OfType<XmlElement>().Single(child => child.LocalName == "Signature");

        // An unsigned assertion before and after the signed one.
        var beside = Fresh(out var original, out var evil);
        evil.RemoveChild(SignatureOf(evil));
        original.ParentNode!.InsertBefore(evil, original);
        await target.RefusedAsync(beside.OuterXml, "InvalidIdentityToken", Invalid);
        beside = Fresh(out original, out evil);
        evil.RemoveChild(SignatureOf(evil));
        original.ParentNode!.InsertAfter(evil, original);
        await target.RefusedAsync(beside.OuterXml, "InvalidIdentityToken", Invalid);

        // The signed one moved into the other one's signature, as its Object.
        var inObject = Fresh(out original, out evil);
        original.ParentNode!.ReplaceChild(evil, original);
        var holder = inObject.CreateElement("ds", "Object", SignedXml.XmlDsigNamespaceUrl);
        holder.AppendChild(original);
        SignatureOf(evil).AppendChild(holder);
        await target.RefusedAsync(inObject.OuterXml, "InvalidIdentityToken", Invalid);

        // The signed one within the other one, whose signature is the signed one's.
        var inside = Fresh(out original, out evil);
        original.ParentNode!.ReplaceChild(evil, original);
        original.RemoveChild(SignatureOf(original));
        evil.AppendChild(original);
        await target.RefusedAsync(inside.OuterXml, "InvalidIdentityToken", Invalid);

        // The signed one hidden in an extension of the response, and the other one in its place with its signature.
        var hidden = Fresh(out original, out evil);
        original.ParentNode!.ReplaceChild(evil, original);
        var extensions = hidden.CreateElement("samlp", "Extensions", TestIdentityProvider.Samlp);
        extensions.AppendChild(original);
        hidden.DocumentElement!.PrependChild(extensions);
        await target.RefusedAsync(hidden.OuterXml, "InvalidIdentityToken", Invalid);

        // The signature taken out of the assertion, into the response.
        var detached = Fresh(out original, out evil);
        var signature = SignatureOf(original);
        original.RemoveChild(signature);
        original.ParentNode!.InsertBefore(signature, original);
        await target.RefusedAsync(detached.OuterXml, "InvalidIdentityToken", BadSignature);

        // The same with two elements of one id, whichever a reader would take.
        var twins = Fresh(out original, out evil);
        evil.SetAttribute("ID", "_assertion");
        original.ParentNode!.ReplaceChild(evil, original);
        var twin = twins.CreateElement("samlp", "Extensions", TestIdentityProvider.Samlp);
        twin.SetAttribute("ID", "_assertion");
        twins.DocumentElement!.AppendChild(twin);
        await target.RefusedAsync(twins.OuterXml, "InvalidIdentityToken", Invalid);
        await target.OkAsync(signed);
    }

    [Fact]
    public async Task Ids_that_stand_twice_are_refused_in_any_spelling()
    {
        var target = await server.NewSamlTargetAsync();
        foreach (var id in new[] { "ID", "Id", "id", "xml:id" })
            await target.RefusedAsync(
                Idp.SignAssertion(target.Xml()).Replace("<samlp:Status>", $"<samlp:Status {id}=\"_assertion\">", StringComparison.Ordinal),
                "InvalidIdentityToken",
                Invalid
            );
    }

    [Fact]
    public async Task Comments_cannot_cut_a_value_that_was_signed_whole()
    {
        var target = await server.NewSamlTargetAsync();
        var signed = Idp.SignAssertion(target.Xml(name: "admin.evil"));
        await target.OkAsync(signed);
        await target.RefusedAsync(
            signed.Replace("admin.evil", "admin<!-- -->.evil", StringComparison.Ordinal),
            "InvalidIdentityToken",
            Invalid
        );
        await target.RefusedAsync(
            signed.Replace("alice@example.com", "alice<!---->@example.com", StringComparison.Ordinal),
            "InvalidIdentityToken",
            Invalid
        );
        await target.RefusedAsync(Idp.SignAssertion(target.Xml(name: "admin<?x?>.evil")), "InvalidIdentityToken", Invalid);
    }

    [Fact]
    public async Task Document_types_and_entities_are_refused()
    {
        var target = await server.NewSamlTargetAsync();
        var signed = Idp.SignAssertion(target.Xml());
        foreach (
            var type in new[]
            {
                "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\">",
                "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
            }
        )
            await target.RefusedAsync(type + signed, "InvalidIdentityToken", Invalid);
    }
}
