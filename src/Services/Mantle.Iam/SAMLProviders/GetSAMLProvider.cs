using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SAMLProviders;

[Operation]
static class GetSAMLProvider
{
    public static Access Requires(GetSAMLProviderRequest r, Call c) => SamlProviders.Access(c, Actions.GetSAMLProvider, r.SAMLProviderArn);

    public static GetSAMLProviderResponse Execute(GetSAMLProviderRequest r, Call c)
    {
        var provider = SamlProviders.Existing(c.Account, r.SAMLProviderArn);
        return new GetSAMLProviderResponse
        {
            SAMLProviderUUID = provider.Id,
            SAMLMetadataDocument = provider.Metadata,
            CreateDate = provider.CreateDate,
            ValidUntil = provider.ValidUntil,
            Tags = Answers.All(provider.Tags),
            AssertionEncryptionMode = provider.EncryptionMode ?? AssertionEncryptionModeType.Allowed,
            PrivateKeyList = [.. provider.PrivateKeys.Select(key => new SAMLPrivateKey { KeyId = key.Id, Timestamp = key.Timestamp })],
        };
    }
}
