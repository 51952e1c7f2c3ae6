using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SAMLProviders;

[Operation]
static class ListSAMLProviders
{
    public static Access Requires(ListSAMLProvidersRequest r, Call c) =>
        new(Actions.ListSAMLProviders, SamlProviders.NewArn(c.Account, "*"));

    /// <summary>AWS does not page this list.</summary>
    public static ListSAMLProvidersResponse Execute(ListSAMLProvidersRequest r, Call c) =>
        new()
        {
            SAMLProviderList =
            [
                .. c.Account.SamlProviders.All.Select(provider => new SAMLProviderListEntry
                {
                    Arn = provider.Arn,
                    ValidUntil = provider.ValidUntil,
                    CreateDate = provider.CreateDate,
                }),
            ],
        };
}
