using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OpenIDConnectProviders;

[Operation]
static class ListOpenIDConnectProviders
{
    public static Access Requires(ListOpenIDConnectProvidersRequest r, Call c) =>
        new(Actions.ListOpenIDConnectProviders, OidcProviders.NewArn(c.Account, "*"));

    /// <summary>AWS does not page this list.</summary>
    public static ListOpenIDConnectProvidersResponse Execute(ListOpenIDConnectProvidersRequest r, Call c) =>
        new()
        {
            OpenIDConnectProviderList =
            [
                .. c.Account.OidcProviders.All.Select(provider => new OpenIDConnectProviderListEntry { Arn = provider.Arn }),
            ],
        };
}
