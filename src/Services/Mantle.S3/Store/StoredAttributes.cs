using System.Collections.Immutable;

namespace Mantle.S3.Store;

/// <summary>What an object is given back with besides its data: headers and user metadata as they were sent. Stored as JSON.</summary>
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

    /// <summary>How the data is encrypted, as answers say it; null for an object of before data was encrypted.</summary>
    public string? Encryption { get; init; }

    /// <summary>For an upload, the encryption that its beginning asked for: what its parts are authorized by.</summary>
    public string? RequestedEncryption { get; init; }

    /// <summary>For an upload, the key of AWS KMS that its beginning named.</summary>
    public string? RequestedKmsKey { get; init; }

    /// <summary>
    /// For an upload, whether its key was taken when it began; what is gone since then is a conflict for who counts on it.
    /// </summary>
    public bool? TookPlace { get; init; }

    /// <summary>ARN of the key of AWS KMS that the object is said to be encrypted with; null where it is none.</summary>
    public string? KmsKey { get; init; }

    /// <summary>The encryption context that goes with the key.</summary>
    public string? EncryptionContext { get; init; }

    /// <summary>True where a bucket key was asked for.</summary>
    public bool? BucketKey { get; init; }

    /// <summary><c>GOVERNANCE</c> or <c>COMPLIANCE</c>; null where the version is not retained.</summary>
    public string? LockMode { get; init; }

    /// <summary>Until when it is retained.</summary>
    public DateTimeOffset? RetainUntil { get; init; }

    /// <summary><c>ON</c> or <c>OFF</c>; null where nothing was said of a legal hold.</summary>
    public string? LegalHold { get; init; }

    /// <summary>Until when archived data can be read; null where it was not restored.</summary>
    public DateTimeOffset? Restored { get; init; }

    /// <summary>What the header <c>x-amz-server-side-encryption</c> calls AES-256 under keys of the store's own.</summary>
    public const string Aes256 = "AES256";

    /// <summary>The object's tags; null where it has none.</summary>
    public IReadOnlyList<Core.Accounts.Tag>? Tags { get; init; }

    /// <summary>The account that owns the object; null for the bucket's.</summary>
    public string? Owner { get; init; }

    /// <summary>The object's ACL; null where it gives all to the owner and nothing to others.</summary>
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
