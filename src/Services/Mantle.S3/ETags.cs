using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>Entity tags and the conditions on them (RFC 9110, 13).</summary>
static class ETags
{
    public static string Quoted(string etag) => $"\"{etag}\"";

    public static string Unquoted(string etag) => etag.Trim().Trim('"');

    /// <summary>Whether a condition's list, or its asterisk, has the tag.</summary>
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
    /// A write's conditions (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html"/>).
    /// </summary>
    public static Action<StoredObject?> ForWrite(string? ifMatch, string? ifNoneMatch, string key) => before =>
    {
        if (ifMatch is not null && before is null)
            throw Errors.NoSuchKey().With(("Key", key));
        if (ifMatch is not null && !Match(ifMatch, before!.ETag))
            throw Errors.PreconditionFailed().With(("Condition", "If-Match"));
        if (ifNoneMatch is not null && before is not null)
            throw Errors.PreconditionFailed().With(("Condition", "If-None-Match"));
    };

    /// <summary>S3 takes nothing but an asterisk when it writes.</summary>
    public static void CheckIfNoneMatch(string? ifNoneMatch)
    {
        if (ifNoneMatch is not (null or "*"))
            throw Unsupported.Header("If-None-Match");
    }
}
