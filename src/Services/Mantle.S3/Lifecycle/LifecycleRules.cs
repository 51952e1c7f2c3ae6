using System.Security.Cryptography;
using Mantle.S3.Entities;
using Mantle.S3.Tagging;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Lifecycle;

/// <summary>Reads and writes a bucket's lifecycle rules.</summary>
static class LifecycleRules
{
    const int Most = 1_000,
        LongestId = 255;

    public static IReadOnlyList<LifecycleRule> Of(Wire.S3.BucketLifecycleConfiguration configuration)
    {
        if (configuration.Rules.Count is 0 or > Most)
            throw Errors.MalformedXML();
        var rules = configuration.Rules.Select(Of).ToList();
        if (rules.DistinctBy(rule => rule.Id, StringComparer.Ordinal).Count() < rules.Count)
            throw Errors.InvalidArgument("Rule ID must be unique. Found same ID for more than one rule");
        return rules;
    }

    static LifecycleRule Of(Wire.S3.LifecycleRule rule)
    {
        if (rule.ID?.Length > LongestId)
            throw Errors.InvalidArgument("ID length should not exceed allowed limit of 255");
        if ((rule.Filter is null) == (rule.Prefix is null))
            throw Errors.MalformedXML();
        var (filter, and) = (rule.Filter, rule.Filter?.And);
        if (
            filter is not null
            && new object?[] { filter.And, filter.Prefix, filter.Tag, filter.ObjectSizeGreaterThan, filter.ObjectSizeLessThan }.Count(
                part => part is not null
            ) > 1
        )
            throw Errors.MalformedXML();
        var read = new LifecycleRule
        {
            Id = rule.ID is { Length: > 0 } id ? id : RandomNumberGenerator.GetHexString(48, lowercase: true),
            Enabled = rule.Status == "Enabled",
            Prefix = rule.Prefix ?? filter!.Prefix ?? and?.Prefix ?? "",
            HasOwnPrefix = rule.Prefix is not null,
            HasEmptyPrefix = (filter?.Prefix ?? and?.Prefix) is "",
            HasAnd = and is not null,
            Tags = S3Tags.Of(filter?.Tag is { } tag ? [tag] : and?.Tags ?? [], S3Tags.PerObject),
            SizeGreaterThan = filter?.ObjectSizeGreaterThan ?? and?.ObjectSizeGreaterThan,
            SizeLessThan = filter?.ObjectSizeLessThan ?? and?.ObjectSizeLessThan,
            ExpirationDays = Positive(rule.Expiration?.Days, "'Days' for Expiration action must be a positive integer"),
            ExpirationDate = rule.Expiration?.Date,
            ExpiredDeleteMarkers = rule.Expiration?.ExpiredObjectDeleteMarker == true,
            NoncurrentDays = Positive(
                rule.NoncurrentVersionExpiration?.NoncurrentDays,
                "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer"
            ),
            NewerNoncurrentVersions = Positive(
                rule.NoncurrentVersionExpiration?.NewerNoncurrentVersions,
                "'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must be a positive integer"
            ),
            Transitions = TransitionRules.Of(rule),
            NoncurrentTransitions = TransitionRules.NoncurrentOf(rule),
            AbortUploadDays = Positive(
                rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
                "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer"
            ),
        };
        Check(rule, read);
        return read;
    }

    static void Check(Wire.S3.LifecycleRule rule, LifecycleRule read)
    {
        if (
            rule.Expiration is { } expiration
            && new object?[] { expiration.Days, expiration.Date, expiration.ExpiredObjectDeleteMarker }.Count(part => part is not null) != 1
        )
            throw Errors.MalformedXML();
        if (read.ExpirationDate is { } date && date.UtcDateTime.TimeOfDay != TimeSpan.Zero)
            throw Errors.InvalidArgument("'Date' must be at midnight GMT");
        if (rule.NoncurrentVersionExpiration is not null && read.NoncurrentDays is null)
            throw Errors.MalformedXML();
        if (
            rule.Expiration is null
            && rule.NoncurrentVersionExpiration is null
            && rule.AbortIncompleteMultipartUpload is null
            && read.Transitions is null
            && read.NoncurrentTransitions is null
        )
            throw Errors.InvalidRequest("At least one action needs to be specified in a rule");
        if (read.Tags is not null && (read.ExpiredDeleteMarkers || read.AbortUploadDays is not null))
            throw Errors.InvalidRequest(
                read.ExpiredDeleteMarkers
                    ? "ExpiredObjectDeleteMarker cannot be specified with Tags."
                    : "AbortIncompleteMultipartUpload cannot be specified with Tags."
            );
    }

    static int? Positive(int? value, string message) => value is null or > 0 ? value : throw Errors.InvalidArgument(message);

    public static IReadOnlyList<Wire.S3.LifecycleRule> Shape(IReadOnlyList<LifecycleRule> rules) => [.. rules.Select(Shape)];

    static Wire.S3.LifecycleRule Shape(LifecycleRule rule) =>
        new()
        {
            ID = rule.Id,
            Status = rule.Enabled ? "Enabled" : "Disabled",
            Prefix = rule.HasOwnPrefix ? rule.Prefix : null,
            Filter = rule.HasOwnPrefix ? null : Filter(rule),
            Expiration =
                rule.ExpirationDays is null && rule.ExpirationDate is null && !rule.ExpiredDeleteMarkers
                    ? null
                    : new Wire.S3.LifecycleExpiration
                    {
                        Days = rule.ExpirationDays,
                        Date = rule.ExpirationDate,
                        ExpiredObjectDeleteMarker = rule.ExpiredDeleteMarkers ? true : null,
                    },
            Transitions = TransitionRules.Shape(rule.Transitions),
            NoncurrentVersionTransitions = TransitionRules.NoncurrentShape(rule.NoncurrentTransitions),
            NoncurrentVersionExpiration = rule.NoncurrentDays is null
                ? null
                : new Wire.S3.NoncurrentVersionExpiration
                {
                    NoncurrentDays = rule.NoncurrentDays,
                    NewerNoncurrentVersions = rule.NewerNoncurrentVersions,
                },
            AbortIncompleteMultipartUpload = rule.AbortUploadDays is null
                ? null
                : new Wire.S3.AbortIncompleteMultipartUpload { DaysAfterInitiation = rule.AbortUploadDays },
        };

    static Wire.S3.LifecycleRuleFilter Filter(LifecycleRule rule)
    {
        var tags = S3Tags.Shape(rule.Tags);
        var prefix = rule.Prefix.Length > 0 || rule.HasEmptyPrefix ? rule.Prefix : null;
        // Rules stored by older versions do not say whether they used And: with several parts they always did.
        var parts = (prefix is null ? 0 : 1) + tags.Count + (rule.SizeGreaterThan is null ? 0 : 1) + (rule.SizeLessThan is null ? 0 : 1);
        if (rule.HasAnd || parts > 1)
            return new Wire.S3.LifecycleRuleFilter
            {
                And = new Wire.S3.LifecycleRuleAndOperator
                {
                    Prefix = prefix,
                    Tags = tags,
                    ObjectSizeGreaterThan = rule.SizeGreaterThan,
                    ObjectSizeLessThan = rule.SizeLessThan,
                },
            };
        return new Wire.S3.LifecycleRuleFilter
        {
            Prefix = prefix,
            Tag = tags.Count > 0 ? tags[0] : null,
            ObjectSizeGreaterThan = rule.SizeGreaterThan,
            ObjectSizeLessThan = rule.SizeLessThan,
        };
    }

    public static Wire.ApiException None(string bucket) => Errors.NoSuchLifecycleConfiguration().With(("BucketName", bucket));
}
