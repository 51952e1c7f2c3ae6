using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SAMLProviders;

/// <summary>SAML providers by ARN, and the rules for what they hold.</summary>
static class SamlProviders
{
    const string ArnType = "saml-provider";

    /// <summary>How long metadata is valid that does not say so itself.</summary>
    const int DefaultYears = 100;

    public static string NewArn(Account account, string name) => $"arn:aws:iam::{account.Id}:{ArnType}/{name}";

    public static Access Access(Call call, ActionName action, string arn) =>
        new(action, arn) { ResourceTags = Find(call.Account, arn)?.Tags };

    public static SamlProvider? Find(Account account, string arn)
    {
        var prefix = NewArn(account, "");
        return
            arn.StartsWith(prefix, StringComparison.Ordinal)
            && account.SamlProviders.Find(arn[prefix.Length..]) is { } provider
            && provider.Arn == arn
            ? provider
            : null;
    }

    /// <exception cref="Wire.ApiException">ValidationError: that is no ARN; NoSuchEntity: there is no such provider.</exception>
    public static SamlProvider Existing(Account account, string arn)
    {
        if (!Arn.TryParse(arn, out _))
            throw Errors.ValidationError("Invalid ARN:  Could not be parsed!");
        return Find(account, arn) ?? throw Errors.NoSuchEntity($"Manifest not found for arn {arn}");
    }

    /// <summary>The provider with another metadata document.</summary>
    /// <exception cref="Wire.ApiException">InvalidInput: it is not the metadata of an identity provider that signs.</exception>
    public static SamlProvider WithMetadata(SamlProvider provider, string document, DateTimeOffset now)
    {
        var metadata = SamlMetadata.TryParse(document) ?? throw Errors.InvalidInput("Could not parse metadata");
        return provider with { Metadata = document, ValidUntil = metadata.ValidUntil ?? now.AddYears(DefaultYears) };
    }

    /// <summary>The provider with one more key for encrypted assertions, sealed into the change.</summary>
    /// <exception cref="Wire.ApiException">InvalidInput: it is no RSA private key in PEM; LimitExceeded: there are two already.</exception>
    public static SamlProvider WithKey(SamlProvider provider, string pem, Change change)
    {
        if (provider.PrivateKeys.Length >= Quota.KeysPerSamlProvider)
            throw Errors.LimitExceeded("Private key limit of 2 is reached.");
        if (!IsPrivateKey(pem))
            throw Errors.InvalidInput("Invalid private key.");
        var key = new SamlPrivateKey(UniqueId.New(UniqueId.SamlKey), change.Time);
        change.PutSecret(key.Id, pem);
        return provider with { PrivateKeys = provider.PrivateKeys.Add(key) };
    }

    static bool IsPrivateKey(string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            return key.KeySize >= 2_048 && key.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
