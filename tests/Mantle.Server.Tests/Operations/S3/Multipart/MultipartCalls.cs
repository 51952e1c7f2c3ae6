using System.Security.Cryptography;
using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Multipart;

/// <summary>The steps of an upload.</summary>
static class MultipartCalls
{
    /// <summary>In bytes; the last part may be smaller.</summary>
    public const int SmallestPart = 5 << 20;

    /// <summary>A new bucket, and the path of an object in it.</summary>
    public static async Task<(S3Client S3, string Target)> NewTargetAsync(this TestServer server)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        return (s3, $"/{bucket}/key");
    }

    public static async Task<string> BeginAsync(S3Client s3, string target, params (string, string)[] headers) =>
        (await s3.SendAsync("POST", $"{target}?uploads", null, headers)).Expect(200).Element("UploadId");

    public static async Task<string> PartAsync(S3Client s3, string target, string upload, int number, byte[] data) =>
        (await s3.SendAsync("PUT", $"{target}?partNumber={number}&uploadId={upload}", data)).Expect(200).Header("ETag")!;

    public static Task<S3Answer> CompleteAsync(S3Client s3, string target, string upload, params (int Number, string ETag)[] parts)
    {
        var listed = parts.Select(part =>
            $"<Part><ETag>{part.ETag.Replace("\"", "&quot;", StringComparison.Ordinal)}</ETag><PartNumber>{part.Number}</PartNumber></Part>"
        );
        var xml = $"<CompleteMultipartUpload>{string.Concat(listed)}</CompleteMultipartUpload>";
        return s3.SendAsync("POST", $"{target}?uploadId={upload}", Encoding.UTF8.GetBytes(xml));
    }

    public static byte[] Data(int length) => RandomNumberGenerator.GetBytes(length);
}
