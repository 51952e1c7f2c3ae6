using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire;

namespace Mantle.S3.Encryption;

/// <summary>
/// AWS KMS keys by name only: Mantle has no key management service. Every key id in KMS's form counts as an existing key, and the key of an
/// alias is derived from the alias (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"/>).
/// </summary>
static class KmsKeys
{
    /// <summary>The access that encrypting with a key needs.</summary>
    public static readonly ActionName GenerateDataKey = ActionName.Parse("kms:GenerateDataKey");

    static readonly ActionName Decrypt = ActionName.Parse("kms:Decrypt");

    const string DefaultAlias = "alias/aws/s3";

    public static bool IsKms(string? algorithm) => algorithm is "aws:kms" or "aws:kms:dsse";

    /// <summary>The key's ARN; without a key in the request, the caller's account's AWS managed key for S3.</summary>
    public static string Resolve(string? named, Call call, BucketView bucket)
    {
        var account = call.Caller.IsAnonymous ? bucket.Owner.Id : call.Account.Id;
        var prefix = $"arn:aws:kms:{bucket.Bucket.Region}:{account}:";
        if (named is null)
            return OfAlias(prefix, DefaultAlias);
        if (named.Split(':', 6) is ["arn", _, "kms", var region, var owner, var resource])
            return region != bucket.Bucket.Region
                ? throw new ApiException("KMS.NotFoundException", 400, Fault.Sender, $"Invalid arn {region}")
                : OfResource($"arn:aws:kms:{region}:{owner}:", resource, named);
        return OfResource(prefix, named.StartsWith("alias/", StringComparison.Ordinal) ? named : $"key/{named}", named);
    }

    /// <summary>
    /// Checks that the caller may encrypt with the key. Everyone in an account may use its AWS managed key; any other key needs a
    /// permission.
    /// </summary>
    public static void Demand(Call call, BucketView bucket, string arn, ActionName action)
    {
        var parts = arn.Split(':');
        if (OfAlias(string.Join(':', parts[..5]) + ":", DefaultAlias) == arn)
        {
            // The AWS managed key's policy allows the account's own principals, and nobody can change it.
            if (call.Caller.IsAnonymous || call.Account.Id != parts[4])
                throw CommonErrors.AccessDenied("Access Denied");
            return;
        }
        call.Demand(
            new Access(action, arn)
            {
                Keys = [("kms:ViaService", $"s3.{bucket.Bucket.Region}.amazonaws.com"), ("kms:CallerAccount", call.Account.Id)],
            }
        );
    }

    /// <summary>Checks that the caller may decrypt an object's data.</summary>
    public static void DemandRead(Call call, BucketView bucket, StoredObject stored)
    {
        if (stored.Attributes.KmsKey is { } arn)
            Demand(call, bucket, arn, Decrypt);
    }

    static string OfResource(string prefix, string resource, string named) =>
        resource.StartsWith("alias/", StringComparison.Ordinal) ? OfAlias(prefix, resource)
        : resource.StartsWith("key/", StringComparison.Ordinal) && IsId(resource["key/".Length..]) ? prefix + resource
        : throw new ApiException("KMS.NotFoundException", 400, Fault.Sender, $"Invalid keyId '{named}'");

    static bool IsId(string id) =>
        Guid.TryParseExact(id, "D", out _) || (id.StartsWith("mrk-", StringComparison.Ordinal) && id.Length == 36);

    /// <summary>The key of an alias, derived from the alias's name, so that it is always the same.</summary>
    static string OfAlias(string prefix, string alias)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(prefix + alias));
        return $"{prefix}key/{new Guid(hash.AsSpan(0, 16))}";
    }
}
