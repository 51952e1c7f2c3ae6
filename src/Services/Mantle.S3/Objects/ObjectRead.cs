using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>The rules that GetObject and HeadObject share: conditions, and the part of the object to read.</summary>
/// <param name="Object">The object.</param>
/// <param name="Range">The part; null for the whole.</param>
/// <param name="PartsCount">Number of parts, where the request names a part.</param>
sealed record ObjectRead(StoredObject Object, ByteRange? Range, int? PartsCount)
{
    public long Start => Range?.Start ?? 0;

    public long Length => Range?.Length ?? Object.Size;

    /// <summary>The checksum, where the request asks for it: the part's own for a part, otherwise the object's.</summary>
    public StoredChecksum? Checksum(string? mode) => mode != "ENABLED" ? null : PartChecksum ?? Object.Checksum;

    /// <summary>
    /// The same for an answer with data. Clients compare the checksum with the data, so a range of the object gets only the type of the
    /// object's checksum.
    /// </summary>
    public StoredChecksum? ChecksumOfData(string? mode) =>
        Checksum(mode) is not { } checksum ? null
        : PartChecksum is not null || Length == Object.Size ? checksum
        : checksum with { Algorithm = "" };

    /// <summary>The checksum of the requested part; null where the request names none, or the part has none.</summary>
    public StoredChecksum? PartChecksum { get; init; }

    public static ObjectRead Of(Call call, StoredObject stored, string? range, int? partNumber)
    {
        if (partNumber is not { } number)
            return new ObjectRead(stored, ByteRange.Parse(range, stored.Size), null);
        if (range is not null)
            throw Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        var parts = call.Objects.Parts(stored);
        // It was overwritten or deleted meanwhile, and has no data to open.
        if (stored.Upload is not null && parts.Count == 0)
            return new ObjectRead(stored, null, null);
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
        // RFC 9110, 13.1.3: a date in the future is ignored.
        if (ifNoneMatch is not null ? ETags.Match(ifNoneMatch, stored.ETag) : ifModifiedSince <= now && modified <= ifModifiedSince)
            throw new ApiException("NotModified", 304, Fault.Sender, "Not Modified").WithHeaders(
                ("ETag", ETags.Quoted(stored.ETag)),
                ("Last-Modified", stored.Modified.ToString("r", CultureInfo.InvariantCulture))
            );
    }
}
