using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Post;

/// <summary>The answer to an upload form: a redirect, a document or nothing, as the form's fields ask.</summary>
static class PostAnswer
{
    public static PostObjectOutput Of(Call call, PostForm form, PutObjectRequest put, StoredObject stored)
    {
        var etag = ETags.Quoted(stored.ETag);
        var checksum = stored.Checksum!;
        var redirect = Redirect(form, put, etag);
        var location = ObjectAddress.Of(call, put.Bucket, put.Key);
        var status = redirect is not null
            ? 303
            : form.Find("success_action_status") switch
            {
                "200" => 200,
                "201" => 201,
                _ => 204,
            };
        return new PostObjectOutput
        {
            StatusCode = status,
            Location = redirect ?? location,
            ETag = etag,
            VersionId = stored.Version,
            ServerSideEncryption = stored.Attributes.Encryption,
            ChecksumCRC32 = checksum.If(ChecksumAlgorithms.Crc32),
            ChecksumCRC32C = checksum.If(ChecksumAlgorithms.Crc32C),
            ChecksumCRC64NVME = checksum.If(ChecksumAlgorithms.Crc64Nvme),
            ChecksumSHA1 = checksum.If(ChecksumAlgorithms.Sha1),
            ChecksumSHA256 = checksum.If(ChecksumAlgorithms.Sha256),
            ChecksumSHA512 = checksum.If(ChecksumAlgorithms.Sha512),
            ChecksumMD5 = checksum.If(ChecksumAlgorithms.Md5),
            ChecksumType = checksum.Type,
            PostResponse =
                status == 201
                    ? new PostResponse
                    {
                        Location = location,
                        Bucket = put.Bucket,
                        Key = put.Key,
                        ETag = etag,
                    }
                    : null,
        };
    }

    /// <summary>The redirect's URL; null where the form has no usable one.</summary>
    static string? Redirect(PostForm form, PutObjectRequest put, string etag)
    {
        var wanted = form.Find("success_action_redirect") ?? form.Find("redirect");
        if (
            !Uri.TryCreate(wanted, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        )
            return null;
        var query = $"bucket={Encode(put.Bucket)}&key={Encode(put.Key)}&etag={Encode(etag)}";
        return $"{address.AbsoluteUri}{(address.Query.Length > 0 ? '&' : '?')}{query}";
    }

    /// <summary>Form encoding: a blank becomes a plus sign.</summary>
    static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
