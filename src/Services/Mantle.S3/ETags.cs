using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>Entity tags and the conditions on them (RFC 9110, 13).</summary>
static class ETags
{
    public static string Quoted(string etag) => $"\"{etag}\"";

    public static string Unquoted(string etag) => etag.Trim().Trim('"');

    /// <summary>Whether the list of a condition contains the tag; an asterisk matches every tag.</summary>
    public static bool Match(string condition, string etag)
    {
        if (condition.Trim() == "*")
            return true;
        foreach (var item in condition.Split(',', StringSplitOptions.TrimEntries))
            if (Unquoted(item.StartsWith("W/", StringComparison.Ordinal) ? item[2..] : item) == etag)
                return true;
        return false;
    }

    /// <summary>
    /// The conditions of a write (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html"/>). For a
    /// multipart upload, a change of the key since the upload began is a conflict.
    /// </summary>
    public static Action<StoredObject?> ForWrite(string? ifMatch, string? ifNoneMatch, string key, Upload? upload = null) =>
        before =>
        {
            if (ifMatch is not null && before is null)
                throw Errors.NoSuchKey().With(("Key", key));
            if (ifMatch is not null && !Match(ifMatch, before!.ETag))
                throw Errors.PreconditionFailed().With(("Condition", "If-Match"));
            if (ifMatch is not null && before!.Modified > upload?.Initiated)
                throw Errors.ConditionalRequestConflict().With(("Condition", "If-Match"), ("Key", key));
            if (ifNoneMatch is not null && before is not null)
                throw Errors.PreconditionFailed().With(("Condition", "If-None-Match"));
            if (ifNoneMatch is not null && upload?.Attributes.TookPlace == true)
                throw Errors.ConditionalRequestConflict().With(("Condition", "If-None-Match"), ("Key", key));
        };

    /// <summary>A write can have one condition: <c>If-None-Match</c> with an asterisk, or <c>If-Match</c> with a tag.</summary>
    public static void CheckWrite(string? ifMatch, string? ifNoneMatch)
    {
        if (ifMatch is not null && ifNoneMatch is not null)
            throw Errors
                .NotImplemented()
                .With(
                    ("Header", "If-Match,If-None-Match"),
                    ("additionalMessage", "Multiple conditional request headers present in the request")
                );
        if (ifNoneMatch is not (null or "*"))
            throw NotTaken("If-None-Match");
        if (ifMatch is "*")
            throw NotTaken("If-Match");
    }

    static Wire.ApiException NotTaken(string header) =>
        Errors
            .NotImplemented()
            .With(("Header", header), ("additionalMessage", $"We don't accept the provided value of {header} header for this API"));
}
