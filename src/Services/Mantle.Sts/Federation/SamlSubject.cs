using System.Security.Cryptography;
using System.Text;

namespace Mantle.Sts.Federation;

/// <summary>How the answer and condition keys name an assertion's subject.</summary>
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
    /// Issuer, account id and provider name hashed, as the API reference says of <c>NameQualifier</c>. It is a name and protects nothing.
    /// </summary>
    public static string Qualifier(string issuer, string accountId, string provider)
    {
#pragma warning disable CA5350
        return Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{issuer}{accountId}/{provider}")));
#pragma warning restore CA5350
    }
}
