using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Core.Federation;

/// <summary>
/// Checks session attributes from identity providers by the same rules as request parameters, with errors that name the token
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"/>).
/// </summary>
public static partial class SessionAttributeRules
{
    const int MostTags = 50;

    /// <exception cref="Wire.ApiException">InvalidIdentityToken: an attribute breaks its rule.</exception>
    public static SessionAttributes Checked(IEnumerable<Tag> tags, IEnumerable<string> transitiveKeys, string? sourceIdentity)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var checkedTags = ImmutableArray.CreateBuilder<Tag>();
        foreach (var tag in tags)
        {
            if (!TagKey().IsMatch(tag.Key) || !TagValue().IsMatch(tag.Value))
                throw FederationErrors.InvalidIdentityToken("A session tag of the token has characters or a length that are not allowed.");
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw FederationErrors.InvalidIdentityToken("Tag keys beginning with 'aws:' are reserved for system use.");
            if (tag.Value.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw FederationErrors.InvalidIdentityToken("Tag values beginning with 'aws:' are reserved for system use.");
            if (!keys.Add(tag.Key))
                throw FederationErrors.InvalidIdentityToken("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            checkedTags.Add(tag);
        }
        if (checkedTags.Count > MostTags)
            throw FederationErrors.InvalidIdentityToken("The token has more than 50 session tags.");
        ImmutableArray<string> transitive = [.. transitiveKeys.Distinct(StringComparer.OrdinalIgnoreCase)];
        if (transitive.Any(key => !keys.Contains(key)))
            throw FederationErrors.InvalidIdentityToken("The specified transitive tag key must be included in the requested tags.");
        if (
            sourceIdentity is not null
            && (!SessionName().IsMatch(sourceIdentity) || sourceIdentity.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        )
            throw FederationErrors.InvalidIdentityToken("Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"");
        return new SessionAttributes
        {
            Tags = checkedTags.ToImmutable(),
            TransitiveTagKeys = transitive,
            SourceIdentity = sourceIdentity,
        };
    }

    public static bool IsSessionName(string text) => SessionName().IsMatch(text);

    [GeneratedRegex(@"^[a-zA-Z_0-9+=,.@-]{2,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SessionName();

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagKey();

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagValue();
}
