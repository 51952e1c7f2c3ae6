using System.Text.RegularExpressions;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OpenIDConnectProviders;

/// <summary>
/// Reads URLs of OpenID Connect providers: https, a host and an optional path. They are stored as written, so a URL with a trailing slash
/// is another provider.
/// </summary>
/// <param name="Name">Host and path.</param>
/// <param name="IsPlain">True for http.</param>
readonly partial record struct ProviderUrl(string Name, bool IsPlain)
{
    const string Invalid = "Invalid Open ID Connect Provider URL";

    /// <param name="text">The URL.</param>
    /// <param name="allowPlain">Whether http is allowed.</param>
    /// <exception cref="Wire.ApiException">ValidationError or InvalidInput: it is not a provider's URL.</exception>
    public static ProviderUrl Parse(string text, bool allowPlain)
    {
        var isPlain = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (!isPlain && !text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            throw text.Contains("://", StringComparison.Ordinal) ? Errors.InvalidInput(MustBeHttps) : Errors.ValidationError(Invalid);
        var name = text[(isPlain ? "http://" : "https://").Length..];
        if (name.Length == 0 || name[0] == '/')
            throw Errors.ValidationError(Invalid);
        if (isPlain && !allowPlain)
            throw Errors.InvalidInput(MustBeHttps);
        return HostAndPath().IsMatch(name) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
            ? new ProviderUrl(name, isPlain)
            : throw Errors.InvalidInput($"{Invalid}.");
    }

    const string MustBeHttps = $"{Invalid}. The URL must begin with https://.";

    /// <summary>Allows a port, which AWS does not: private issuers often listen on another port than 443.</summary>
    [GeneratedRegex(
        @"^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex HostAndPath();
}
