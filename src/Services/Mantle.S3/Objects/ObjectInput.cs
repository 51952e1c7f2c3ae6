using System.Collections.Immutable;
using System.Text;
using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.S3.Tagging;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>The metadata of a request that the object is returned with.</summary>
static class ObjectInput
{
    const int LargestMetadata = 2 << 10;

    /// <summary>Leaves out aws-chunked, which describes the transfer and not the object.</summary>
    public static string? ContentEncoding(string? value)
    {
        if (value?.Contains("aws-chunked", StringComparison.Ordinal) != true)
            return value;
        var codings = value
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(coding => coding != "aws-chunked");
        return string.Join(",", codings) is { Length: > 0 } rest ? rest : null;
    }

    public static ImmutableSortedDictionary<string, string> Metadata(IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null)
            return ImmutableSortedDictionary<string, string>.Empty;
        UserMetadata.Check(metadata);
        var size = metadata.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
        if (size > LargestMetadata)
            throw Errors
                .MetadataTooLarge()
                .With(
                    ("Size", size.ToString(CultureInfo.InvariantCulture)),
                    ("MaxSizeAllowed", LargestMetadata.ToString(CultureInfo.InvariantCulture))
                );
        return metadata.ToImmutableSortedDictionary(entry => entry.Key.ToLowerInvariant(), entry => entry.Value, StringComparer.Ordinal);
    }

    /// <summary>Setting an ACL or tags needs an action of its own, besides s3:PutObject.</summary>
    public static Access WithAclAndTags(Access put, bool hasAcl, string? tagging)
    {
        put = put.WithRequestedTags(S3Tags.Claimed(tagging));
        return put with
        {
            And =
            [
                .. hasAcl ? new[] { put.For(Actions.PutObjectAcl) } : [],
                .. tagging is null ? [] : new[] { put.For(Actions.PutObjectTagging) },
            ],
        };
    }

    public static StoredAttributes Of(PutObjectRequest r)
    {
        Unsupported.Refuse(("x-amz-write-offset-bytes", r.WriteOffsetBytes));
        return new StoredAttributes
        {
            ContentType = r.ContentType,
            CacheControl = r.CacheControl,
            ContentDisposition = r.ContentDisposition,
            ContentEncoding = ContentEncoding(r.ContentEncoding),
            ContentLanguage = r.ContentLanguage,
            Expires = r.Expires,
            Tags = S3Tags.OfHeader(r.Tagging),
            Metadata = Metadata(r.Metadata),
        };
    }

    public static StoredAttributes Of(CreateMultipartUploadRequest r)
    {
        return new StoredAttributes
        {
            ContentType = r.ContentType,
            CacheControl = r.CacheControl,
            ContentDisposition = r.ContentDisposition,
            ContentEncoding = ContentEncoding(r.ContentEncoding),
            ContentLanguage = r.ContentLanguage,
            Expires = r.Expires,
            RequestedEncryption = r.ServerSideEncryption,
            RequestedKmsKey = r.SSEKMSKeyId,
            Tags = S3Tags.OfHeader(r.Tagging),
            Metadata = Metadata(r.Metadata),
        };
    }

    /// <summary>The metadata of the source, or the request's own where it says REPLACE.</summary>
    public static StoredAttributes Of(CopyObjectRequest r, StoredAttributes source)
    {
        if ((r.CopySourceSSECustomerAlgorithm ?? r.CopySourceSSECustomerKey) is not null)
            throw Errors.InvalidRequest("The encryption parameters are not applicable to this object.");
        var tags = r.TaggingDirective is "REPLACE" ? S3Tags.OfHeader(r.Tagging) : source.Tags;
        if (r.MetadataDirective is not "REPLACE")
            return source with { Tags = tags };
        return new StoredAttributes
        {
            ContentType = r.ContentType,
            CacheControl = r.CacheControl,
            ContentDisposition = r.ContentDisposition,
            ContentEncoding = ContentEncoding(r.ContentEncoding),
            ContentLanguage = r.ContentLanguage,
            Expires = r.Expires,
            Tags = tags,
            Metadata = Metadata(r.Metadata),
        };
    }
}
