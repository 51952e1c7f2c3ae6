using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Core.Modules;
using Mantle.Iam.OutboundFederation;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OpenIDConnectProviders;

[Operation]
sealed class CreateOpenIDConnectProvider(Issuers issuers, OutboundIssuers own, MantleSettings settings)
{
    public Access Requires(CreateOpenIDConnectProviderRequest r, Call c)
    {
        var arn = OidcProviders.NewArn(c.Account, Url(r).Name);
        return new(Actions.CreateOpenIDConnectProvider, arn)
        {
            RequestTags = TagInput.Of(r.Tags),
            And = TagInput.Needs(r.Tags, Actions.TagOpenIDConnectProvider, arn),
        };
    }

    /// <summary>
    /// Where the request has no thumbprint, Mantle fetches the thumbprint of the issuer's certificate chain. With outside requests turned
    /// off it fetches none; the issuer's certificate must then come from a trusted authority.
    /// </summary>
    public async ValueTask<string?> WorkAsync(CreateOpenIDConnectProviderRequest r, Call c, CancellationToken cancellation)
    {
        if (r.ThumbprintList is { Count: > 0 } || !settings.AskIssuersForThumbprints)
            return null;
        var url = Url(r);
        if (url.IsPlain || own.IsOwnIssuer(r.Url) || c.Account.OidcProviders.Find(url.Name) is not null)
            return null;
        return await issuers.TopThumbprintAsync(new Uri(r.Url), cancellation)
            ?? throw Errors.OpenIdIdpCommunicationError($"Failed to communicate with the identity provider {r.Url}.");
    }

    public CreateOpenIDConnectProviderResponse Execute(CreateOpenIDConnectProviderRequest r, Change change, string? thumbprint)
    {
        var account = change.Account;
        var url = Url(r);
        if (account.OidcProviders.Find(url.Name) is not null)
            throw Errors.EntityAlreadyExists($"Provider with url {r.Url} already exists.");
        Quota.Check(change, "OpenIdConnectProvidersPerAccount", Quota.OidcProviders, account.OidcProviders.Count);
        var provider = new OidcProvider
        {
            Name = url.Name,
            Arn = OidcProviders.NewArn(account, url.Name),
            IsPlain = url.IsPlain,
            CreateDate = change.Time,
            ClientIds = OidcProviders.ClientIds(change, r.ClientIDList ?? []),
            Thumbprints = thumbprint is null ? OidcProviders.Thumbprints(r.ThumbprintList ?? []) : [thumbprint],
            Tags = TagInput.New(r.Tags, StringComparer.Ordinal),
        };
        change.Put(provider);
        return new CreateOpenIDConnectProviderResponse { OpenIDConnectProviderArn = provider.Arn, Tags = Answers.Tags(provider.Tags) };
    }

    /// <summary>An issuer of this server is never asked over the network, so its URL may begin with http.</summary>
    ProviderUrl Url(CreateOpenIDConnectProviderRequest r) => ProviderUrl.Parse(r.Url, settings.AllowHttpIssuers || own.IsOwnIssuer(r.Url));
}
