using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OpenIDConnectProviders;

[Operation]
static class GetOpenIDConnectProvider
{
    public static Access Requires(GetOpenIDConnectProviderRequest r, Call c) =>
        OidcProviders.Access(c, Actions.GetOpenIDConnectProvider, r.OpenIDConnectProviderArn);

    public static GetOpenIDConnectProviderResponse Execute(GetOpenIDConnectProviderRequest r, Call c)
    {
        var provider = OidcProviders.Existing(c.Account, r.OpenIDConnectProviderArn);
        return new GetOpenIDConnectProviderResponse
        {
            Url = provider.Name,
            ClientIDList = provider.ClientIds,
            ThumbprintList = provider.Thumbprints,
            CreateDate = provider.CreateDate,
            Tags = Answers.All(provider.Tags),
        };
    }
}
