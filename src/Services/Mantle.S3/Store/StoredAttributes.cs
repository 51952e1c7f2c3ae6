using System.Collections.Immutable;

namespace Mantle.S3.Store;

/// <summary>The object's headers and user metadata as the client sent them, and its settings. Stored as JSON.</summary>
sealed record StoredAttributes
{
    public string? ContentType { get; init; }

    public string? CacheControl { get; init; }

    public string? ContentDisposition { get; init; }

    public string? ContentEncoding { get; init; }

    public string? ContentLanguage { get; init; }

    public string? Expires { get; init; }

    public string? WebsiteRedirectLocation { get; init; }

    /// <summary>Null is STANDARD.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The encryption for answers; null for an object that was stored before Mantle encrypted data.</summary>
    public string? Encryption { get; init; }

    /// <summary>For an upload, the encryption that CreateMultipartUpload asked for: its parts are authorized with it.</summary>
    public string? RequestedEncryption { get; init; }

    /// <summary>For an upload, the AWS KMS key that CreateMultipartUpload named.</summary>
    public string? RequestedKmsKey { get; init; }

    /// <summary>
    /// For an upload, whether its key had an object when the upload began. If that object is gone when a conditional request completes the
    /// upload, that is a conflict.
    /// </summary>
    public bool? TookPlace { get; init; }

    /// <summary>ARN of the AWS KMS key that answers show for the object; null for none.</summary>
    public string? KmsKey { get; init; }

    /// <summary>The encryption context of the key.</summary>
    public string? EncryptionContext { get; init; }

    /// <summary>True where the request asked for a bucket key.</summary>
    public bool? BucketKey { get; init; }

    /// <summary><c>GOVERNANCE</c> or <c>COMPLIANCE</c>; null where the version is not retained.</summary>
    public string? LockMode { get; init; }

    /// <summary>The retain-until date.</summary>
    public DateTimeOffset? RetainUntil { get; init; }

    /// <summary><c>ON</c> or <c>OFF</c>; null where no legal hold was ever set.</summary>
    public string? LegalHold { get; init; }

    /// <summary>The end of a restore of archived data; null where it was not restored.</summary>
    public DateTimeOffset? Restored { get; init; }

    /// <summary>The value of the header <c>x-amz-server-side-encryption</c> for AES-256 under Mantle's own keys.</summary>
    public const string Aes256 = "AES256";

    /// <summary>The object's tags; null where it has none.</summary>
    public IReadOnlyList<Core.Accounts.Tag>? Tags { get; init; }

    /// <summary>The account that owns the object; null for the bucket's owner.</summary>
    public AccountId? Owner { get; init; }

    /// <summary>The object's ACL; null where only the owner has a grant: full control.</summary>
    public IReadOnlyList<S3.Entities.AclGrant>? Acl { get; init; }

    /// <summary>User metadata by name, in lower case, without <c>x-amz-meta-</c>.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StoredAttributes))]
sealed partial class ObjectJson : JsonSerializerContext;
