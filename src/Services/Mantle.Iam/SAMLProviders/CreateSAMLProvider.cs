using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SAMLProviders;

[Operation]
static class CreateSAMLProvider
{
    public static Access Requires(CreateSAMLProviderRequest r, Call c)
    {
        var arn = SamlProviders.NewArn(c.Account, r.Name);
        return new(Actions.CreateSAMLProvider, arn)
        {
            RequestTags = TagInput.Of(r.Tags),
            And = TagInput.Needs(r.Tags, Actions.TagSAMLProvider, arn),
        };
    }

    public static CreateSAMLProviderResponse Execute(CreateSAMLProviderRequest r, Change change)
    {
        var account = change.Account;
        if (account.SamlProviders.Find(r.Name) is not null)
            throw Errors.EntityAlreadyExists($"Provider with name {r.Name} already exists.");
        Quota.Check(change, "SAMLProvidersPerAccount", Quota.SamlProviders, account.SamlProviders.Count);
        if (r.AssertionEncryptionMode == AssertionEncryptionModeType.Required && r.AddPrivateKey is null)
            throw Errors.InvalidInput("Unable to set assertion encryption mode to Required because no private key is provided.");
        var provider = SamlProviders.WithMetadata(
            new SamlProvider
            {
                Name = r.Name,
                Arn = SamlProviders.NewArn(account, r.Name),
                Id = UniqueId.New(UniqueId.SamlProvider),
                CreateDate = change.Time,
                ValidUntil = default,
                Metadata = "",
                EncryptionMode = r.AssertionEncryptionMode,
                Tags = TagInput.New(r.Tags, StringComparer.Ordinal),
            },
            r.SAMLMetadataDocument,
            change.Time
        );
        if (r.AddPrivateKey is { } key)
            provider = SamlProviders.WithKey(provider, key, change);
        change.Put(provider);
        return new CreateSAMLProviderResponse { SAMLProviderArn = provider.Arn, Tags = Answers.Tags(provider.Tags) };
    }
}
