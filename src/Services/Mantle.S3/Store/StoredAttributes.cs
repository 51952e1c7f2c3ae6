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

    /// <summary>What the header <c>x-amz-server-side-encryption</c> calls AES-256 under keys of the store's own.</summary>
    public const string Aes256 = "AES256";

    /// <summary>The object's tags; null where it has none.</summary>
    public IReadOnlyList<Core.Accounts.Tag>? Tags { get; init; }

    /// <summary>User metadata by name, in lower case, without <c>x-amz-meta-</c>.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredAttributes))]
sealed partial class ObjectJson : JsonSerializerContext;
