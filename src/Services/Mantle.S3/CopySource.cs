using System.Text;
using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>The object that a copy is made from: <c>x-amz-copy-source</c>, a bucket and a key, percent-encoded.</summary>
sealed record CopySource(string Bucket, string Key, string? VersionId)
{
    public static CopySource Parse(string header)
    {
        var text = header.StartsWith('/') ? header[1..] : header;
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        var path = Unescape(mark < 0 ? text : text[..mark], header);
        string? version = null;
        if (mark >= 0)
        {
            if (!text.AsSpan(mark).StartsWith("?versionId="))
                throw Invalid(header);
            S3.VersionId.Check(version = text[(mark + "?versionId=".Length)..]);
        }
        // For an access point, the header contains the object's ARN.
        if (path.StartsWith("arn:", StringComparison.Ordinal) && path.Split("/object/", 2) is [var accessPoint, { Length: > 0 } key])
            return new CopySource(accessPoint, key, version);
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < path.Length - 1 ? new CopySource(path[..slash], path[(slash + 1)..], version) : throw Invalid(header);
    }

    /// <summary>The access that reading the source needs.</summary>
    public Access Access(Call call, BucketView bucket) =>
        S3Access.OnVersion(call, bucket, Key, VersionId, Actions.GetObject, Actions.GetObjectVersion);

    /// <summary>The object, if it meets the request's conditions.</summary>
    public async ValueTask<StoredObject> FindAsync(
        Call call,
        string? ifMatch,
        string? ifNoneMatch,
        DateTimeOffset? ifModifiedSince,
        DateTimeOffset? ifUnmodifiedSince
    )
    {
        var stored = Existing.Object(call, await Existing.BucketAsync(call, Bucket), Key, VersionId);
        var modified = DateTimeOffset.FromUnixTimeSeconds(stored.Modified.ToUnixTimeSeconds());
        if (ifMatch is not null && !ETags.Match(ifMatch, stored.ETag))
            throw Failed("x-amz-copy-source-If-Match");
        if (ifMatch is null && modified > ifUnmodifiedSince)
            throw Failed("x-amz-copy-source-If-Unmodified-Since");
        if (ifNoneMatch is not null && ETags.Match(ifNoneMatch, stored.ETag))
            throw Failed("x-amz-copy-source-If-None-Match");
        if (ifNoneMatch is null && ifModifiedSince <= call.Time && modified <= ifModifiedSince)
            throw Failed("x-amz-copy-source-If-Modified-Since");
        return stored;
    }

    /// <summary>Copies a range of the source's data into a file of its own.</summary>
    public static async Task<ReceivedData> CopyAsync(
        Call call,
        StoredObject stored,
        long start,
        long length,
        string algorithm,
        CancellationToken cancellation
    )
    {
        if (length > ObjectStore.LargestUpload)
            throw Errors.InvalidRequest(
                $"The specified copy source is larger than the maximum allowable size for a copy source: {ObjectStore.LargestUpload}"
            );
        await using var data = call.Objects.TryOpen(stored, start, length) ?? throw Errors.OperationAborted();
        return await call.Objects.ReceiveAsync(data, [algorithm], ObjectStore.LargestUpload, () => Errors.EntityTooLarge(), cancellation);
    }

    static Wire.ApiException Failed(string condition) => Errors.PreconditionFailed().With(("Condition", condition));

    static Wire.ApiException Invalid(string header) =>
        Errors
            .InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey")
            .With(("ArgumentName", "x-amz-copy-source"), ("ArgumentValue", header));

    /// <summary>The header is encoded like a query string: a plus sign means a blank.</summary>
    static string Unescape(string text, string header)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
            if (encoded[i] != '%')
                bytes.Add(encoded[i] == (byte)'+' ? (byte)' ' : encoded[i]);
            else if (
                i + 2 < encoded.Length
                && byte.TryParse(encoded.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            )
            {
                bytes.Add(value);
                i += 2;
            }
            else
                throw Invalid(header);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
        }
        catch (ArgumentException)
        {
            throw Invalid(header);
        }
    }
}
