using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OpenIDConnectProviders;

[Operation]
static class DeleteOpenIDConnectProvider
{
    public static Access Requires(DeleteOpenIDConnectProviderRequest r, Call c) =>
        OidcProviders.Access(c, Actions.DeleteOpenIDConnectProvider, r.OpenIDConnectProviderArn);

    /// <summary>
    /// Roles that trust the provider are not changed. Deleting a missing provider is an error in recorded answers; the
    /// <see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html">API reference</see> says that
    /// it succeeds.
    /// </summary>
    public static void Execute(DeleteOpenIDConnectProviderRequest r, Change change)
    {
        var arn = r.OpenIDConnectProviderArn;
        change.Remove(
            OidcProviders.Find(change.Account, arn) ?? throw Errors.NoSuchEntity($"OpenId connect Provider {arn} cannot be found.")
        );
    }
}
