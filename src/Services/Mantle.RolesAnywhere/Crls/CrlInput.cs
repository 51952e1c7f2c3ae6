using System.Text;
using Mantle.RolesAnywhere.Certificates;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Crls;

/// <summary>The content of a revocation list: PEM, signed by an authority of the trust anchor.</summary>
static class CrlInput
{
    /// <exception cref="Wire.ApiException">ValidationException.</exception>
    public static string Checked(ReadOnlyMemory<byte> data, TrustAnchor anchor)
    {
        var text = Encoding.UTF8.GetString(data.Span);
        var list = RevocationList.TryParse(text) ?? throw Errors.ValidationException("Unable to parse CRL");
        return Pem.Certificates(anchor.Certificates).Any(list.IsBy)
            ? text
            : throw Errors.ValidationException("The CRL is not signed by a certificate authority of the trust anchor.");
    }
}
