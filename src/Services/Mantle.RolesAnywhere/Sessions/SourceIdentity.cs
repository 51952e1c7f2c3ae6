using System.Text.RegularExpressions;
using Mantle.RolesAnywhere.Certificates;

namespace Mantle.RolesAnywhere.Sessions;

/// <summary>
/// The source identity of a certificate's sessions
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html#source-identity-rules"/>).
/// </summary>
static partial class SourceIdentity
{
    const int Longest = 64,
        LongestWithPrefix = 61;

    /// <summary>
    /// <c>CN=</c> and the common name, which stands alone where it is long; <c>ID=</c> and the serial number where there is none.
    /// </summary>
    /// <returns>Null where the name has characters or a length that no source identity has.</returns>
    public static string? Of(EndEntity certificate) =>
        certificate.CommonName is not { } name ? $"ID={certificate.SerialNumber}"
        : name.Length > Longest || !Name().IsMatch(name) ? null
        : name.Length <= LongestWithPrefix ? $"CN={name}"
        : name;

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
