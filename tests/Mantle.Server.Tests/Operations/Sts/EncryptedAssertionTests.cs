using System.Security.Cryptography;
using Mantle.Server.Tests.Federation;
using static Mantle.Server.Tests.Operations.Sts.SamlCalls;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(FederationCollection.Name)]
public class EncryptedAssertionTests(FederationServer server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Encrypted_assertions_are_opened_with_the_provider_s_key(bool gcm)
    {
        using var key = RSA.Create(2_048);
        var target = await server.NewSamlTargetAsync(
            provider: [("AssertionEncryptionMode", "Required"), ("AddPrivateKey", key.ExportPkcs8PrivateKeyPem())]
        );
        var signed = Idp.SignAssertion(target.Xml());
        await target.OkAsync(TestIdentityProvider.Encrypt(signed, key, gcm));
        await target.OkAsync(Idp.SignResponse(TestIdentityProvider.Encrypt(target.Xml(), key, gcm)));
        await target.RefusedAsync(signed, "InvalidIdentityToken", "The provider requires encrypted assertions");
        using var other = RSA.Create(2_048);
        await target.RefusedAsync(
            TestIdentityProvider.Encrypt(signed, other, gcm),
            "InvalidIdentityToken",
            "Failed to decrypt the assertion"
        );
        await target.RefusedAsync(
            TestIdentityProvider.Encrypt(signed, key, gcm, "http://www.w3.org/2001/04/xmlenc#rsa-1_5"),
            "InvalidIdentityToken",
            "Failed to decrypt the assertion"
        );
    }

    /// <summary>
    /// Anybody can encrypt to the provider's public key and alter the ciphertext. One answer for all failures leaves no oracle for AES-CBC
    /// (https://www.w3.org/TR/xmlenc-core1/#sec-chosen-ciphertext-attacks).
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_is_wrong_with_an_encrypted_assertion_is_told_in_the_same_words(bool gcm)
    {
        using var key = RSA.Create(2_048);
        var target = await server.NewSamlTargetAsync(provider: [("AddPrivateKey", key.ExportPkcs8PrivateKeyPem())]);
        string Encrypted(string xml) => TestIdentityProvider.Encrypt(xml, key, gcm);
        var unsigned = target.Xml();
        var signed = Idp.SignAssertion(target.Xml());
        foreach (
            var xml in new[]
            {
                Encrypted(unsigned),
                Encrypted(signed.Replace("alice", "mallory", StringComparison.Ordinal)),
                Encrypted(signed).Replace("aes256-", "aes128-", StringComparison.Ordinal),
                Encrypted(signed)
                    .Replace("2009/xmlenc11#aes256-gcm", "2001/04/xmlenc#aes256-cbc", StringComparison.Ordinal)
                    .Replace("xmlenc#aes256-cbc", "xmlenc#tripledes-cbc", StringComparison.Ordinal),
                Encrypted(
                    unsigned.Replace(
                        "Version=\"2.0\" IssueInstant",
                        "ID2=\"_response\" Version=\"2.0\" IssueInstant",
                        StringComparison.Ordinal
                    )
                ),
                Altered(Encrypted(signed), 0),
                Altered(Encrypted(signed), 20),
                Altered(Encrypted(signed), 40),
                Altered(Encrypted(signed), -1),
                Altered(Encrypted(signed), -17),
            }
        )
            await target.RefusedAsync(xml, "InvalidIdentityToken", "Failed to decrypt the assertion");
        await target.OkAsync(Encrypted(signed));
    }

    /// <summary>The last cipher value with one byte changed; a negative index counts from its end.</summary>
    static string Altered(string xml, int at)
    {
        var start =
            xml.LastIndexOf("CipherValue>", xml.LastIndexOf("</xenc:CipherValue>", StringComparison.Ordinal), StringComparison.Ordinal)
            + "CipherValue>".Length;
        var end = xml.IndexOf('<', start);
        var bytes = Convert.FromBase64String(xml[start..end]);
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x55;
        return xml[..start] + Convert.ToBase64String(bytes) + xml[end..];
    }
}
