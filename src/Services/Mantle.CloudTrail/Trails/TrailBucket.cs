using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.S3;
using Mantle.Wire.S3;
using CloudTrailErrors = Mantle.Wire.CloudTrail.Errors;

namespace Mantle.CloudTrail.Trails;

/// <summary>
/// The bucket that a trail delivers to. Its policy must let CloudTrail in
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html"/>).
/// </summary>
static class TrailBucket
{
    /// <summary>CloudTrail's service principal.</summary>
    public const string Service = "cloudtrail.amazonaws.com";

    const int LongestPrefix = 200;

    /// <summary>CloudTrail as the caller that writes for a trail.</summary>
    public static ServiceIdentity CallerFor(string trailArn) => OwnService.Of(Service, trailArn);

    /// <summary>The folder of an account's files, with the slash at its end.</summary>
    /// <param name="prefix">The trail's prefix.</param>
    /// <param name="organizationId">The organization, for a trail of it.</param>
    /// <param name="accountId">The account whose events are in the files.</param>
    public static string FolderOf(string? prefix, string? organizationId, AccountId accountId) =>
        $"{(prefix is null ? "" : prefix + "/")}AWSLogs/{(organizationId is null ? "" : organizationId + "/")}{accountId}/";

    /// <summary>The request that puts a file, as CloudTrail makes it.</summary>
    public static PutObjectRequest Put(string bucket, string key) =>
        new()
        {
            Bucket = bucket,
            Key = key,
            ACL = "bucket-owner-full-control",
            ContentType = "application/json",
            ContentEncoding = "gzip",
        };

    /// <summary>Checks that the bucket exists and that CloudTrail may write there for the trail.</summary>
    /// <exception cref="Wire.ApiException">S3BucketDoesNotExistException, InsufficientS3BucketPolicyException and others.</exception>
    public static async Task CheckAsync(
        ServiceObjects objects,
        Call c,
        string trailArn,
        string bucket,
        string? prefix,
        string? organizationId
    )
    {
        if (prefix?.Length > LongestPrefix)
            throw CloudTrailErrors.InvalidS3PrefixException($"S3 prefix is too long. Maximum allowed length: {LongestPrefix} characters.");
        try
        {
            var folders = organizationId is null ? [c.Account.Id.ToString()] : new[] { c.Account.Id.ToString(), organizationId };
            foreach (var folder in folders)
            {
                var key = $"{(prefix is null ? "" : prefix + "/")}AWSLogs/{folder}/{Service}";
                if (!await objects.IsAllowedAsync(c.Account, CallerFor(trailArn), c.Region, Put(bucket, key)))
                    throw CloudTrailErrors.InsufficientS3BucketPolicyException(
                        $"Incorrect S3 bucket policy is detected for bucket: {bucket}"
                    );
            }
        }
        catch (Wire.ApiException error) when (error.Code == "NoSuchBucket")
        {
            throw CloudTrailErrors.S3BucketDoesNotExistException($"S3 bucket {bucket} does not exist!");
        }
        catch (Wire.ApiException error) when (error.Code == "InvalidBucketName")
        {
            throw CloudTrailErrors.InvalidS3BucketNameException($"Bucket name {bucket} is invalid.");
        }
    }
}
