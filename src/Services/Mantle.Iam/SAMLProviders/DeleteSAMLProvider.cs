using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SAMLProviders;

[Operation]
static class DeleteSAMLProvider
{
    public static Access Requires(DeleteSAMLProviderRequest r, Call c) =>
        SamlProviders.Access(c, Actions.DeleteSAMLProvider, r.SAMLProviderArn);

    /// <summary>Deletes the provider's private keys too. Roles that trust it are not changed.</summary>
    public static void Execute(DeleteSAMLProviderRequest r, Change change)
    {
        var provider = SamlProviders.Existing(change.Account, r.SAMLProviderArn);
        foreach (var key in provider.PrivateKeys)
            change.RemoveSecret(key.Id);
        change.Remove(provider);
    }
}
