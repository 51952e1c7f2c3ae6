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
            throw Mismatch(upload, algorithm);
    }

    /// <summary>Compares a checksum of the completed object that the request names.</summary>
    public static void CheckWhole(Upload upload, StoredChecksum? calculated, string algorithm, string value)
    {
        // AWS was recorded taking these four from an upload without an algorithm, for which it calculates none of them.
        if (
            upload.Algorithm is null
            && algorithm is ChecksumAlgorithms.Crc32 or ChecksumAlgorithms.Crc32C or ChecksumAlgorithms.Sha1 or ChecksumAlgorithms.Sha256
        )
            return;
        if (algorithm != (upload.Algorithm ?? UploadedData.DefaultAlgorithm))
            throw Mismatch(upload, algorithm);
        if (calculated is null || !IsSame(calculated, value))
            throw Errors.BadDigest($"The {algorithm.ToLowerInvariant()} you specified did not match the calculated checksum.");
    }

    /// <summary>A composite checksum may leave out the number of parts, but a number that is there must be theirs.</summary>
    static bool IsSame(StoredChecksum calculated, string value) =>
        value == calculated.Value
        || (calculated.Type == StoredChecksum.Composite && value == calculated.Value[..calculated.Value.LastIndexOf('-')]);

    static Wire.ApiException Mismatch(Upload upload, string actual) =>
        Errors.InvalidRequest(
            $"Checksum Type mismatch occurred, expected checksum Type: {upload.Algorithm?.ToLowerInvariant() ?? "null"}, actual checksum "
                + $"Type: {actual.ToLowerInvariant()}"
        );

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
