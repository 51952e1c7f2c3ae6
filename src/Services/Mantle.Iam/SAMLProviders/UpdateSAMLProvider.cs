using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SAMLProviders;

[Operation]
static class UpdateSAMLProvider
{
    public static Access Requires(UpdateSAMLProviderRequest r, Call c) =>
        SamlProviders.Access(c, Actions.UpdateSAMLProvider, r.SAMLProviderArn);

    public static UpdateSAMLProviderResponse Execute(UpdateSAMLProviderRequest r, Change change)
    {
        var provider = SamlProviders.Existing(change.Account, r.SAMLProviderArn);
        if (r.SAMLMetadataDocument is null && r.AssertionEncryptionMode is null && r.AddPrivateKey is null && r.RemovePrivateKey is null)
            throw Errors.InvalidInput("Unable to update identity provider. No updates are defined for metadata or encryption assertion.");
        if (r.AddPrivateKey is not null && r.RemovePrivateKey is not null)
            throw Errors.InvalidInput(
                "Unable to add and remove private keys in the same request. Set a value for only one of the two parameters."
            );
        if (r.SAMLMetadataDocument is { } document)
            provider = SamlProviders.WithMetadata(provider, document, change.Time);
        if (r.AddPrivateKey is { } pem)
            provider = SamlProviders.WithKey(provider, pem, change);
        if (r.RemovePrivateKey is { } id)
        {
            var key =
                provider.PrivateKeys.FirstOrDefault(key => key.Id == id)
                ?? throw Errors.InvalidInput("Failed to remove private key because the Key ID does not match a private key.");
            change.RemoveSecret(id);
            provider = provider with { PrivateKeys = provider.PrivateKeys.Remove(key) };
        }
        provider = provider with { EncryptionMode = r.AssertionEncryptionMode ?? provider.EncryptionMode };
        if (provider.EncryptionMode == AssertionEncryptionModeType.Required && provider.PrivateKeys.IsEmpty)
            throw Errors.InvalidInput(
                r.RemovePrivateKey is null
                    ? "Unable to set assertion encryption mode to Required because no private key is provided."
                    : "Failed to remove private key."
            );
        change.Put(provider);
        return new UpdateSAMLProviderResponse { SAMLProviderArn = provider.Arn };
    }
}
