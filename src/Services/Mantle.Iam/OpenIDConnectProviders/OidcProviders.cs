using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OpenIDConnectProviders;

/// <summary>OpenID Connect providers by ARN, and the rules for what they hold.</summary>
static class OidcProviders
{
    public const string ArnType = "oidc-provider";

    public static string NewArn(Account account, string name) => $"arn:aws:iam::{account.Id}:{ArnType}/{name}";

    public static Access Access(Call call, ActionName action, string arn) =>
        new(action, arn) { ResourceTags = Find(call.Account, arn)?.Tags };

    public static OidcProvider? Find(Account account, string arn)
    {
        var prefix = NewArn(account, "");
        return
            arn.StartsWith(prefix, StringComparison.Ordinal)
            && account.OidcProviders.Find(arn[prefix.Length..]) is { } provider
            && provider.Arn == arn
            ? provider
            : null;
    }

    /// <exception cref="Wire.ApiException">ValidationError: that is no ARN; NoSuchEntity: there is no such provider.</exception>
    public static OidcProvider Existing(Account account, string arn)
    {
        if (!Arn.TryParse(arn, out _))
            throw Errors.ValidationError("Invalid ARN:  Could not be parsed!");
        return Find(account, arn) ?? throw Errors.NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}");
    }

    /// <summary>Client ids, each once, within the quota.</summary>
    public static ImmutableArray<string> ClientIds(Change change, IEnumerable<string> ids)
    {
        ImmutableArray<string> distinct = [.. ids.Distinct(StringComparer.Ordinal)];
        Quota.Check(change, "ClientIdsPerOpenIdConnectProvider", Quota.ClientIdsPerOidcProvider, distinct.Length - 1);
        return distinct;
    }

    /// <summary>Thumbprints, in lower case as AWS shows them.</summary>
    public static ImmutableArray<string> Thumbprints(IReadOnlyList<string> thumbprints) =>
        thumbprints.Count <= Quota.ThumbprintsPerOidcProvider
            ? [.. thumbprints.Select(thumbprint => thumbprint.ToLowerInvariant())]
            : throw Errors.InvalidInput("Thumbprint list must contain fewer than 5 entries.");
}
