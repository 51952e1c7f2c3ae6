using System.Security.Cryptography;
using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Errors = Mantle.Wire.S3.Errors;
using ReplicationConfiguration = Mantle.Wire.S3.ReplicationConfiguration;

namespace Mantle.S3.Configurations;

/// <summary>
/// The rules for replication configurations (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html"/>).
/// </summary>
static class ReplicationRules
{
    const int MostRules = 1_000;

    const string BucketArn = "arn:aws:s3:::";

    /// <summary>The bucket name in an ARN; empty where it is not a bucket's ARN.</summary>
    public static string NameOf(string arn) => arn.StartsWith(BucketArn, StringComparison.Ordinal) ? arn[BucketArn.Length..] : "";

    public static ReplicationConfiguration Checked(ReplicationConfiguration wanted, Bucket source, Call call)
    {
        if (source.Versioning != S3.Entities.Versioning.Enabled)
            throw Errors
                .InvalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration")
                .With(("BucketName", source.Name));
        if (wanted.Rules.Count is 0 or > MostRules)
            throw Errors.MalformedXML();
        foreach (var rule in wanted.Rules)
        {
            var target =
                call.FindBucket(NameOf(rule.Destination.Bucket))?.Bucket ?? throw Errors.InvalidRequest("Destination bucket must exist.");
            if (target.Versioning != S3.Entities.Versioning.Enabled)
                throw Errors.InvalidRequest("Destination bucket must have versioning enabled.");
        }
        return wanted with { Rules = [.. wanted.Rules.Select(rule => rule with { ID = rule.ID is { Length: > 0 } id ? id : NewId() })] };
    }

    static string NewId() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(36));
}
