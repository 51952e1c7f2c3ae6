using System.Text.RegularExpressions;
using Mantle.Core.Accounts;

namespace Mantle.Sts.Federation;

/// <summary>AWS's sign-in endpoints: the recipients of SAML assertions.</summary>
static partial class SignInEndpoints
{
    public static bool IsAudience(string audience, SamlProvider provider) =>
        audience == "urn:amazon:webservices" || Contain(audience, provider);

    /// <summary>Whether a URL is a sign-in endpoint: the global one, a Region's, or one that names the provider by its id.</summary>
    public static bool Contain(string url, SamlProvider provider) =>
        SignIn().Match(url) is { Success: true } match
        && (!match.Groups["provider"].Success || match.Groups["provider"].ValueSpan.SequenceEqual(provider.Id));

    [GeneratedRegex(
        @"^https://(?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)"
            + @"/(?:static/)?saml(?:/acs/(?<provider>[A-Z0-9]+))?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex SignIn();
}
