using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

/// <summary>Checks the parts that CompleteMultipartUpload names against the uploaded ones.</summary>
static class PartChoice
{
    /// <summary>Smallest part, except for the last one: 5 MiB.</summary>
    const long SmallestPart = 5 << 20;

    const int MostParts = 10_000;

    public static Assembly Assemble(CompleteMultipartUploadRequest r, Upload upload, List<StoredPart> uploaded)
    {
        var named = r.MultipartUpload?.Parts;
        if (named is null || named.Count is 0 or > MostParts)
            throw Errors.MalformedXML();
        var byNumber = uploaded.ToDictionary(part => part.Number);
        var parts = new List<StoredPart>(named.Count);
        foreach (var part in named)
        {
            if (part.PartNumber is not { } number || part.ETag is null)
                throw Errors.MalformedXML();
            if (parts.Count > 0 && number <= parts[^1].Number)
                throw Errors.InvalidPartOrder().With(("UploadId", upload.Id));
            if (!byNumber.TryGetValue(number, out var stored) || ETags.Unquoted(part.ETag) != stored.ETag || !HasChecksum(stored, part))
                throw Errors
                    .InvalidPart()
                    .With(
                        ("UploadId", upload.Id),
                        ("PartNumber", number.ToString(CultureInfo.InvariantCulture)),
                        ("ETag", ETags.Unquoted(part.ETag))
                    );
            parts.Add(stored);
        }
        CheckSizes(r, parts);
        var checksum = UploadChecksum.Of(upload, parts);
        CheckChecksum(r, upload, checksum);
        return new Assembly(parts, ETagOf(parts), checksum);
    }

    static void CheckSizes(CompleteMultipartUploadRequest r, List<StoredPart> parts)
    {
        foreach (var part in parts.SkipLast(1))
            if (part.Size < SmallestPart)
                throw Errors
                    .EntityTooSmall()
                    .With(
                        ("ProposedSize", part.Size.ToString(CultureInfo.InvariantCulture)),
                        ("MinSizeAllowed", SmallestPart.ToString(CultureInfo.InvariantCulture)),
                        ("PartNumber", part.Number.ToString(CultureInfo.InvariantCulture)),
                        ("ETag", part.ETag)
                    );
        var size = parts.Sum(part => part.Size);
        if (r.MpuObjectSize is { } expected && expected != size)
            throw Errors.InvalidRequest(
                $"The provided 'x-amz-mp-object-size' header value {expected} does not match what was computed: {size}"
            );
    }

    /// <summary>Compares the checksums in the request. A checksum of an algorithm that was not calculated is wrong.</summary>
    static bool HasChecksum(StoredPart stored, CompletedPart part)
    {
        foreach (var (algorithm, value) in Named(part))
            if (value is not null && stored.Checksum?.Algorithm == algorithm && stored.Checksum.Value != value)
                return false;
        return true;
    }

    /// <summary>Compares the checksum of the whole object.</summary>
    static void CheckChecksum(CompleteMultipartUploadRequest r, Upload upload, StoredChecksum? checksum)
    {
        if (RequestedChecksum.Type(r.ChecksumType) is { } type && type != (upload.ChecksumType ?? StoredChecksum.FullObject))
            throw Errors.InvalidRequest(
                $"The upload was created using the {upload.ChecksumType ?? StoredChecksum.FullObject} checksum mode. The "
                    + $"complete request must use the same checksum mode."
            );
        foreach (var (algorithm, value) in Named(r))
            if (value is not null)
                UploadChecksum.CheckWhole(upload, checksum, algorithm, value);
    }

    /// <summary>The MD5 of the parts' MD5s, a hyphen and their number.</summary>
    static string ETagOf(List<StoredPart> parts)
    {
        using var md5 = ChecksumCalculation.Create(ChecksumAlgorithms.Md5)!;
        foreach (var part in parts)
            md5.Append(Convert.FromHexString(part.ETag));
        return $"{Convert.ToHexStringLower(md5.Finish())}-{parts.Count.ToString(CultureInfo.InvariantCulture)}";
    }

    static (string Algorithm, string? Value)[] Named(CompletedPart part) =>
        [
            (ChecksumAlgorithms.Crc32, part.ChecksumCRC32),
            (ChecksumAlgorithms.Crc32C, part.ChecksumCRC32C),
            (ChecksumAlgorithms.Crc64Nvme, part.ChecksumCRC64NVME),
            (ChecksumAlgorithms.Sha1, part.ChecksumSHA1),
            (ChecksumAlgorithms.Sha256, part.ChecksumSHA256),
            (ChecksumAlgorithms.Sha512, part.ChecksumSHA512),
            (ChecksumAlgorithms.Md5, part.ChecksumMD5),
        ];

    static (string Algorithm, string? Value)[] Named(CompleteMultipartUploadRequest r) =>
        [
            (ChecksumAlgorithms.Crc32, r.ChecksumCRC32),
            (ChecksumAlgorithms.Crc32C, r.ChecksumCRC32C),
            (ChecksumAlgorithms.Crc64Nvme, r.ChecksumCRC64NVME),
            (ChecksumAlgorithms.Sha1, r.ChecksumSHA1),
            (ChecksumAlgorithms.Sha256, r.ChecksumSHA256),
            (ChecksumAlgorithms.Sha512, r.ChecksumSHA512),
            (ChecksumAlgorithms.Md5, r.ChecksumMD5),
            ("XXHASH64", r.ChecksumXXHASH64),
            ("XXHASH3", r.ChecksumXXHASH3),
            ("XXHASH128", r.ChecksumXXHASH128),
        ];
}
