using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

/// <summary>The multipart upload that a request names, or S3's error.</summary>
static class ExistingUpload
{
    const int LargestPartNumber = 10_000;

    public static Upload Upload(Call call, BucketView bucket, string key, string uploadId) =>
        call.Objects.FindUpload(bucket.Bucket.Id, key, uploadId) ?? throw Existing.NoSuchUpload(uploadId);

    public static void CheckPartNumber(int number)
    {
        if (number is < 1 or > LargestPartNumber)
            throw Errors
                .InvalidArgument("Part number must be an integer between 1 and 10000, inclusive")
                .With(("ArgumentName", "partNumber"), ("ArgumentValue", number.ToString(CultureInfo.InvariantCulture)));
    }
}
