using Mantle.Server.Authorization;
using Mantle.Server.Objects;
using Mantle.Server.Protocol;
using Mantle.Wire.S3;

namespace Mantle.Server.Operations.S3.Objects;

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

    /// <summary>The checksum of the part that is read, where the object's is one of the parts' checksums.</summary>
    public StoredChecksum? PartChecksum { get; init; }

    public static ObjectRead Of(Call call, StoredObject stored, string? range, int? partNumber)
    {
        if (partNumber is not { } number)
            return new ObjectRead(stored, ByteRange.Parse(range, stored.Size), null);
        if (range is not null)
            throw Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        var parts = call.Server.Objects.Parts(stored);
        if (number < 1 || number > Math.Max(1, parts.Count))
            throw new Wire.ApiException("InvalidPartNumber", 416, Wire.Fault.Sender, "The requested partnumber is not satisfiable").With(
                ("ActualPartCount", Math.Max(1, parts.Count).ToString(CultureInfo.InvariantCulture)), ("PartNumberRequested",
                    number.ToString(CultureInfo.InvariantCulture)));
        if (parts.Count == 0)
            return new ObjectRead(stored, stored.Size == 0 ? null : new ByteRange(0, stored.Size), null);
        return new ObjectRead(stored, new ByteRange(parts.Take(number - 1).Sum(part => part.Size), parts[number - 1].Size), parts.Count)
        {
            PartChecksum = stored.Checksum?.Type == StoredChecksum.Composite && parts[number - 1].Checksum is { } own
                ? own with { Type = StoredChecksum.Composite }
                : null,
        };
    }

    /// <summary>Evaluates the conditions in the order of RFC 9110, 13.2.2.</summary>
    /// <exception cref="Refusal">304 or 412.</exception>
    public static void CheckConditions(
        DateTimeOffset now, StoredObject stored, string? ifMatch, string? ifNoneMatch, DateTimeOffset? ifModifiedSince,
            DateTimeOffset? ifUnmodifiedSince)
    {
        var modified = DateTimeOffset.FromUnixTimeSeconds(stored.Modified.ToUnixTimeSeconds());
        if (ifMatch is not null && !ETags.Match(ifMatch, stored.ETag))
            throw Errors.PreconditionFailed().With(("Condition", "If-Match"));
        if (ifMatch is null && modified > ifUnmodifiedSince)
            throw Errors.PreconditionFailed().With(("Condition", "If-Unmodified-Since"));
        // A date in the future is no condition (RFC 9110, 13.1.3).
        if (ifNoneMatch is not null ? ETags.Match(ifNoneMatch, stored.ETag) : ifModifiedSince <= now && modified <= ifModifiedSince)
            throw new Refusal("NotModified", 304, "Not Modified")
            {
                Headers =
                [
                    new("ETag", ETags.Quoted(stored.ETag)),
                    new("Last-Modified", stored.Modified.ToString("r", CultureInfo.InvariantCulture)),
                ],
            };
    }
}
