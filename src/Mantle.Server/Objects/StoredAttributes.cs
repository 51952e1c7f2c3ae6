using System.Collections.Immutable;

namespace Mantle.Server.Objects;

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

    /// <summary>The object's tags; null where it has none.</summary>
    public IReadOnlyList<Accounts.Tag>? Tags { get; init; }

    /// <summary>User metadata by name, in lower case, without <c>x-amz-meta-</c>.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredAttributes))]
sealed partial class ObjectJson : JsonSerializerContext;
