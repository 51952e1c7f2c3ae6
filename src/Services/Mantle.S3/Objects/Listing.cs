using System.Text;
using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire;
using Mantle.Wire.S3;
using Object = Mantle.Wire.S3.Object;

namespace Mantle.S3.Objects;

/// <summary>The rules that all listings of a bucket share.</summary>
static class Listing
{
    public const int LargestPage = 1_000;

    /// <summary>
    /// The access of a listing. A page size that is left out is the largest one, for conditions as well: a policy against large pages
    /// would otherwise be passed by naming none.
    /// </summary>
    public static async ValueTask<Access> AccessAsync(
        Call call,
        string bucket,
        string? expectedOwner,
        ActionName action,
        string? prefix,
        string? delimiter,
        int? limit
    ) =>
        S3Access.OnBucket(
            call,
            await Existing.BucketAsync(call, bucket, expectedOwner),
            action,
            ("s3:prefix", prefix),
            ("s3:delimiter", delimiter),
            ("s3:max-keys", (limit ?? LargestPage).ToString(CultureInfo.InvariantCulture))
        );

    /// <summary>The page size and the number that the answer shows: a thousand at most.</summary>
    public static int Limit(int? requested, string name) =>
        requested switch
        {
            null => LargestPage,
            < 0 => throw Errors
                .InvalidArgument($"Argument {name} must be an integer between 0 and 2147483647")
                .With(("ArgumentName", name), ("ArgumentValue", requested.Value.ToString(CultureInfo.InvariantCulture))),
            _ => Math.Min(requested.Value, LargestPage),
        };

    public static Encoder Encoding(string? encodingType) =>
        encodingType switch
        {
            null => text => text,
            "url" => text => text is null ? null : Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal),
            _ => throw Errors
                .InvalidArgument("Invalid Encoding Method specified in Request")
                .With(("ArgumentName", "encoding-type"), ("ArgumentValue", encodingType)),
        };

    /// <summary>
    /// Keys as the answer writes them: percent-encoded where the request asks for it, because XML cannot hold every character.
    /// </summary>
    public delegate string? Encoder(string? text);

    public static IReadOnlyList<Object> Contents(ListPage page, Encoder encode, Owner? owner) =>
        [
            .. page.Objects.Select(stored => new Object
            {
                Key = encode(stored.Key),
                LastModified = stored.Modified,
                ETag = ETags.Quoted(stored.ETag),
                ChecksumAlgorithm = stored.Checksum is { } checksum ? [checksum.Algorithm] : null,
                ChecksumType = stored.Checksum?.Type,
                Size = stored.Size,
                StorageClass = stored.Attributes.StorageClass ?? "STANDARD",
                Owner = owner is null || stored.Attributes.Owner is not { } other ? owner : CanonicalUser.Owner(other),
            }),
        ];

    public static IReadOnlyList<CommonPrefix> CommonPrefixes(IReadOnlyList<string> prefixes, Encoder encode) =>
        [.. prefixes.Select(prefix => new CommonPrefix { Prefix = encode(prefix) })];

    public static string Token(string last) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(last));

    public static string ReadToken(string token)
    {
        try
        {
            if (token.Length > 0)
                return new UTF8Encoding(false, true).GetString(Convert.FromBase64String(token));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            // The token was not issued by this server.
        }
        throw InvalidToken(token);
    }

    static ApiException InvalidToken(string token) =>
        Errors
            .InvalidArgument("The continuation token provided is incorrect")
            .With(("ArgumentName", "continuation-token"), ("ArgumentValue", token));
}
