using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire;

namespace Mantle.S3.Encryption;

/// <summary>
/// Keys of AWS KMS, by name only: there is no key management service here. Every key id of the form that KMS gives is a key that
/// exists, and an alias stands for a key that follows from it
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"/>).
/// </summary>
static class KmsKeys
{
    /// <summary>What encrypting with a key needs.</summary>
    public static readonly ActionName GenerateDataKey = ActionName.Parse("kms:GenerateDataKey");

    static readonly ActionName Decrypt = ActionName.Parse("kms:Decrypt");

    const string DefaultAlias = "alias/aws/s3";

    public static bool IsKms(string? algorithm) => algorithm is "aws:kms" or "aws:kms:dsse";

    /// <summary>The key's ARN; of a key that is not named, S3's own of the caller's account.</summary>
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
    /// Goes on only if the caller may use the key. S3's own key can be used by everyone in its account; another one is for who has the
    /// permission.
    /// </summary>
    public static void Demand(Call call, BucketView bucket, string arn, ActionName action)
    {
        var parts = arn.Split(':');
        if (OfAlias(string.Join(':', parts[..5]) + ":", DefaultAlias) == arn)
        {
            // Its policy names the account's own principals, and cannot be changed.
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

    /// <summary>Goes on only if the caller may have an object's data decrypted.</summary>
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

    /// <summary>The key behind an alias. It follows from the name, so that it is the same one every time.</summary>
    static string OfAlias(string prefix, string alias)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(prefix + alias));
        return $"{prefix}key/{new Guid(hash.AsSpan(0, 16))}";
    }
}
