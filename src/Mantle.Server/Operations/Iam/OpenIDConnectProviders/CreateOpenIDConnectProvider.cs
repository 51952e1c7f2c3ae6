using Mantle.Server.Accounts;
using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.OpenIDConnectProviders;

[Operation]
static class CreateOpenIDConnectProvider
{
    /// <summary>
    /// Without thumbprints, that of the issuer's own chain is taken, unless the operator said to ask nobody: the issuer's certificate must
    /// then be of an authority that is trusted. Nothing is asked of an issuer for who may not create it.
    /// </summary>
    public static async ValueTask<string?> PrepareAsync(CreateOpenIDConnectProviderRequest r, Call c, CancellationToken cancellation)
    {
        if (r.ThumbprintList is { Count: > 0 } || !c.Server.Options.AskIssuersForThumbprints || c.FindDenial(Requires(r, c)) is not null)
            return null;
        var url = Url(r, c);
        if (url.IsPlain || c.Account.OidcProviders.Find(url.Name) is not null)
            return null;
        return await c.Server.Issuers.TopThumbprintAsync(new Uri(r.Url), cancellation)
            ?? throw Errors.OpenIdIdpCommunicationError($"Failed to communicate with the identity provider {r.Url}.");
    }

    public static Access Requires(CreateOpenIDConnectProviderRequest r, Call c)
    {
        var arn = OidcProviders.NewArn(c.Account, Url(r, c).Name);
        return new("iam:CreateOpenIDConnectProvider", arn)
        {
            RequestTags = TagInput.Of(r.Tags),
            And = TagInput.Needs(r.Tags, "iam:TagOpenIDConnectProvider", arn),
        };
    }

    public static CreateOpenIDConnectProviderResponse Execute(CreateOpenIDConnectProviderRequest r, Change change, string? thumbprint)
    {
        var account = change.Account;
        var url = Url(r, change.Call);
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
        return new CreateOpenIDConnectProviderResponse { OpenIDConnectProviderArn = provider.Arn, Tags = Shapes.Tags(provider.Tags) };
    }

    static ProviderUrl Url(CreateOpenIDConnectProviderRequest r, Call c) => ProviderUrl.Parse(r.Url, c.Server.Options.AllowHttpIssuers);
}
