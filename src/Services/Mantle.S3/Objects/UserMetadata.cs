using System.Buffers;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>
/// The names of user metadata. They come as names of headers, of form fields or of a presigned URL's parameters, and go as names of headers
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata"/>). Values may be any text: answers
/// encode it.
/// </summary>
static class UserMetadata
{
    const string Prefix = "x-amz-meta-";

    /// <summary>The characters of header names (RFC 9110, 5.6.2).</summary>
    static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    static bool IsName(string name) => !name.AsSpan().ContainsAnyExcept(Token);

    /// <exception cref="Wire.ApiException">No header can have such a name.</exception>
    public static void Check(IReadOnlyDictionary<string, string> metadata)
    {
        foreach (var (name, value) in metadata)
            if (!IsName(name))
                throw Errors
                    .InvalidArgument("The name of user metadata must be a name of an HTTP header.")
                    .With(("ArgumentName", Prefix + name), ("ArgumentValue", value));
    }

    /// <summary>
    /// The metadata that headers can carry, and how many entries are missing there. Versions before this check stored such entries.
    /// </summary>
    public static (IReadOnlyDictionary<string, string> Told, int? Missing) Of(StoredAttributes attributes)
    {
        var metadata = attributes.Metadata;
        var missing = 0;
        foreach (var name in metadata.Keys)
            if (!IsName(name))
                missing++;
        return missing == 0
            ? (metadata, null)
            : (metadata.Where(entry => IsName(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value), missing);
    }
}
