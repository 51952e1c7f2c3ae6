using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.OpenIDConnectProviders;

[Operation]
static class DeleteOpenIDConnectProvider
{
    public static Access Requires(DeleteOpenIDConnectProviderRequest r, Call c) =>
        OidcProviders.Access(c, "iam:DeleteOpenIDConnectProvider", r.OpenIDConnectProviderArn);

    /// <summary>
    /// Roles that trust the provider stay as they are. One that is not there is no error
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html"/>).
    /// </summary>
    public static void Execute(DeleteOpenIDConnectProviderRequest r, Change change)
    {
        if (OidcProviders.Find(change.Account, r.OpenIDConnectProviderArn) is { } provider)
            change.Remove(provider);
    }
}
