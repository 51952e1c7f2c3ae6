using System.Security.Cryptography;
using System.Text;

namespace Mantle.Sts.Federation;

/// <summary>The subject of an assertion, as the answer and condition keys name it.</summary>
static class SamlSubject
{
    public static string TypeOf(string? format) =>
        format switch
        {
            null => "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
            "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" => "persistent",
            "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" => "transient",
            _ => format,
        };

    /// <summary>
    /// The hash of issuer, account id and provider name, as the API reference describes <c>NameQualifier</c>. It is a name: no security
    /// depends on the hash.
    /// </summary>
    public static string Qualifier(string issuer, AccountId accountId, string provider)
    {
#pragma warning disable CA5350
        return Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{issuer}{accountId}/{provider}")));
#pragma warning restore CA5350
    }
}
