using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

/// <summary>
/// The checksum of a multipart upload: of the whole object, combined from those of the parts, or a checksum of the parts' checksums
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#full-object-checksums"/>).
/// </summary>
static class UploadChecksum
{
    /// <summary>The type of an upload's checksum; null where the upload names no algorithm.</summary>
    public static string? TypeOf(string? algorithm, string? requested)
    {
        if (algorithm is null)
            return requested is null
                ? null
                : throw Errors.InvalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        if (!ChecksumAlgorithms.IsSupported(algorithm))
            throw Unsupported.Header("x-amz-checksum-algorithm");
        var type = requested ?? (algorithm == ChecksumAlgorithms.Crc64Nvme ? StoredChecksum.FullObject : StoredChecksum.Composite);
        var isPossible =
            type == StoredChecksum.FullObject ? ChecksumAlgorithms.IsCombinable(algorithm) : algorithm != ChecksumAlgorithms.Crc64Nvme;
        return isPossible
            ? type
            : throw Errors.InvalidRequest(
                $"The {type} checksum type cannot be used with the {algorithm.ToLowerInvariant()} checksum algorithm."
            );
    }

    /// <summary>Refuses a part with another algorithm than its upload.</summary>
    public static void CheckPart(Upload upload, string? algorithm)
    {
        if (upload.Algorithm is { } expected && algorithm is not null && algorithm != expected)
            throw Errors.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {expected.ToLowerInvariant()}, actual checksum Type: "
                    + $"{algorithm.ToLowerInvariant()}"
            );
    }

    /// <summary>The checksum of the completed object.</summary>
    public static StoredChecksum? Of(Upload upload, IReadOnlyList<StoredPart> parts)
    {
        var algorithm = upload.Algorithm ?? UploadedData.DefaultAlgorithm;
        if (parts.Any(part => part.Checksum?.Algorithm != algorithm))
            return null;
        return upload.ChecksumType == StoredChecksum.Composite ? Composite(algorithm, parts) : FullObject(algorithm, parts);
    }

    static StoredChecksum FullObject(string algorithm, IReadOnlyList<StoredPart> parts)
    {
        var checksum = Bytes(parts[0]);
        foreach (var part in parts.Skip(1))
            checksum = CrcCombination.Combine(algorithm, checksum, Bytes(part), part.Size);
        return new StoredChecksum(algorithm, StoredChecksum.FullObject, Convert.ToBase64String(checksum));
    }

    static StoredChecksum Composite(string algorithm, IReadOnlyList<StoredPart> parts)
    {
        using var calculation = ChecksumCalculation.Create(algorithm)!;
        foreach (var part in parts)
            calculation.Append(Bytes(part));
        return new StoredChecksum(algorithm, StoredChecksum.Composite, $"{Convert.ToBase64String(calculation.Finish())}-{parts.Count}");
    }

    static byte[] Bytes(StoredPart part) => Convert.FromBase64String(part.Checksum!.Value);
}
