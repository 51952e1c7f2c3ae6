using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>An object that is read, as far as GET and HEAD are alike: its conditions, and the part of it that is asked for.</summary>
/// <param name="Object">The object.</param>
/// <param name="Range">The part; null for the whole.</param>
/// <param name="PartsCount">Number of parts, where one of them was asked for.</param>
sealed record ObjectRead(StoredObject Object, ByteRange? Range, int? PartsCount)
{
    public long Start => Range?.Start ?? 0;

    public long Length => Range?.Length ?? Object.Size;

    /// <summary>The checksum, where it is asked for: of a part its own, of everything else the object's.</summary>
    public StoredChecksum? Checksum(string? mode) => mode != "ENABLED" ? null : PartChecksum ?? Object.Checksum;

    /// <summary>
    /// The same for an answer with data. Clients compare it with what they get: of a range that is not the whole object only the type of
    /// the object's checksum is told.
    /// </summary>
    public StoredChecksum? ChecksumOfData(string? mode) =>
        Checksum(mode) is not { } checksum ? null
        : PartChecksum is not null || Length == Object.Size ? checksum
        : checksum with { Algorithm = "" };

    /// <summary>The checksum of the part that is read; null where no part is, or it has none of its own.</summary>
    public StoredChecksum? PartChecksum { get; init; }

    public static ObjectRead Of(Call call, StoredObject stored, string? range, int? partNumber)
    {
        if (partNumber is not { } number)
            return new ObjectRead(stored, ByteRange.Parse(range, stored.Size), null);
        if (range is not null)
            throw Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        var parts = call.Objects.Parts(stored);
        if (number < 1 || number > Math.Max(1, parts.Count))
            throw new ApiException("InvalidPartNumber", 416, Fault.Sender, "The requested partnumber is not satisfiable").With(
                ("ActualPartCount", Math.Max(1, parts.Count).ToString(CultureInfo.InvariantCulture)),
                ("PartNumberRequested", number.ToString(CultureInfo.InvariantCulture))
            );
        if (parts.Count == 0)
            return new ObjectRead(stored, stored.Size == 0 ? null : new ByteRange(0, stored.Size), null);
        return new ObjectRead(stored, new ByteRange(parts.Take(number - 1).Sum(part => part.Size), parts[number - 1].Size), parts.Count)
        {
            PartChecksum = stored.Checksum is { } whole && parts[number - 1].Checksum is { } own ? own with { Type = whole.Type } : null,
        };
    }

    /// <summary>Evaluates the conditions in the order of RFC 9110, 13.2.2.</summary>
    /// <exception cref="ApiException">304 or 412.</exception>
    public static void CheckConditions(
        DateTimeOffset now,
        StoredObject stored,
        string? ifMatch,
        string? ifNoneMatch,
        DateTimeOffset? ifModifiedSince,
        DateTimeOffset? ifUnmodifiedSince
    )
    {
        var modified = DateTimeOffset.FromUnixTimeSeconds(stored.Modified.ToUnixTimeSeconds());
        if (ifMatch is not null && !ETags.Match(ifMatch, stored.ETag))
            throw Errors.PreconditionFailed().With(("Condition", "If-Match"));
        if (ifMatch is null && modified > ifUnmodifiedSince)
            throw Errors.PreconditionFailed().With(("Condition", "If-Unmodified-Since"));
        // A date in the future is no condition (RFC 9110, 13.1.3).
        if (ifNoneMatch is not null ? ETags.Match(ifNoneMatch, stored.ETag) : ifModifiedSince <= now && modified <= ifModifiedSince)
            throw new ApiException("NotModified", 304, Fault.Sender, "Not Modified").WithHeaders(
                ("ETag", ETags.Quoted(stored.ETag)),
                ("Last-Modified", stored.Modified.ToString("r", CultureInfo.InvariantCulture))
            );
    }
}
