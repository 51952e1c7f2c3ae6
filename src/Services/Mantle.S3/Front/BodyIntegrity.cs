using Mantle.S3.Store.Checksums;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3.Front;

/// <summary>
/// The integrity headers of an S3 request besides the signature: <c>Content-MD5</c> and one checksum, in a header or in the trailer
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html"/>).
/// </summary>
sealed class BodyIntegrity
{
    const string ChecksumHeader = "x-amz-checksum-";

    /// <summary>The headers of this prefix that are no checksums but say something about them.</summary>
    static readonly string[] About = ["algorithm", "mode", "type"];

    readonly RequestBody body;
    readonly byte[]? md5;
    readonly byte[]? checksum;

    BodyIntegrity(RequestBody body, byte[]? md5, string? algorithm, byte[]? checksum)
    {
        this.body = body;
        this.md5 = md5;
        Algorithm = algorithm;
        this.checksum = checksum;
    }

    /// <summary>The algorithm of the checksum; null when the request has none.</summary>
    public string? Algorithm { get; }

    /// <summary>Whether the request has anything to compare with.</summary>
    public bool IsDeclared => md5 is not null || Algorithm is not null;

    /// <summary>Reads the headers.</summary>
    /// <param name="body">The body.</param>
    /// <param name="ofObject">Whether checksums are those of an object, and there is none of what the request sends.</param>
    /// <exception cref="ApiException">They contradict each other, or name an algorithm that is not supported.</exception>
    public static BodyIntegrity Of(RequestBody body, bool ofObject = false)
    {
        byte[]? md5 = null;
        if (body.Declared("Content-MD5") is { } text && !TryDecode(text, ChecksumAlgorithms.Length(ChecksumAlgorithms.Md5), out md5))
            throw Errors.InvalidDigest().With(("Content-MD5", text));

        CheckNames(body);
        if (ofObject)
            return new BodyIntegrity(body, md5, null, null);
        string? algorithm = null;
        byte[]? checksum = null;
        var trailers = body.Declared("x-amz-trailer")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // Nothing would compare what comes in another trailer.
        if (trailers?.All(IsChecksum) == false)
            throw Errors.InvalidRequest("The value specified in the x-amz-trailer header is not supported");
        foreach (var candidate in ChecksumAlgorithms.All)
        {
            var header = ChecksumAlgorithms.Header(candidate);
            var isTrailer = trailers?.Contains(header, StringComparer.OrdinalIgnoreCase) == true;
            var value = body.Declared(header);
            if (value is null && !isTrailer)
                continue;
            if (algorithm is not null || (value is not null && isTrailer))
                throw Errors.InvalidRequest($"Expecting a single {ChecksumHeader} header. Multiple checksum Types are not allowed.");
            if (value is not null && !TryDecode(value, ChecksumAlgorithms.Length(candidate), out checksum))
                throw Errors.InvalidRequest($"Value for {header} header is invalid.");
            algorithm = candidate;
        }
        if (body.Declared("x-amz-sdk-checksum-algorithm") is { } named)
        {
            if (algorithm is null)
                throw Errors.InvalidRequest(
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found."
                );
            if (!algorithm.Equals(named, StringComparison.OrdinalIgnoreCase))
                throw Errors.InvalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
        }
        if (algorithm is not null && !ChecksumAlgorithms.IsSupported(algorithm))
            throw Errors.NotImplemented().With(("Header", ChecksumAlgorithms.Header(algorithm)));
        return new BodyIntegrity(body, md5, algorithm, checksum);
    }

    /// <summary>Refuses a checksum that no algorithm calculates. A client that sends one expects it to be compared.</summary>
    static void CheckNames(RequestBody body)
    {
        foreach (var name in body.DeclaredNames)
            if (
                name.StartsWith(ChecksumHeader, StringComparison.OrdinalIgnoreCase)
                && !IsChecksum(name)
                && !About.Contains(name[ChecksumHeader.Length..], StringComparer.OrdinalIgnoreCase)
            )
                throw Errors.InvalidRequest($"The algorithm type you specified in {ChecksumHeader} header is invalid.");
    }

    static bool IsChecksum(string header) =>
        header.StartsWith(ChecksumHeader, StringComparison.OrdinalIgnoreCase)
        && ChecksumAlgorithms.Find(header[ChecksumHeader.Length..]) is not null;

    /// <summary>Compares the received body with the headers; the body has been read to its end.</summary>
    /// <param name="receivedMd5">The MD5 of what was received.</param>
    /// <param name="received">Its checksum by <see cref="Algorithm"/>; null when there is none.</param>
    public void Check(ReadOnlySpan<byte> receivedMd5, ReadOnlySpan<byte> received)
    {
        if (md5 is not null && !receivedMd5.SequenceEqual(md5))
            throw Errors
                .BadDigest()
                .With(("ExpectedDigest", Convert.ToBase64String(md5)), ("CalculatedDigest", Convert.ToBase64String(receivedMd5)));
        if (Algorithm is null)
            return;
        var expected = checksum;
        if (expected is null)
        {
            var header = ChecksumAlgorithms.Header(Algorithm);
            if (!TryDecode(body.Trailer(header) ?? "", ChecksumAlgorithms.Length(Algorithm), out expected))
                throw Errors.InvalidRequest($"Value for {header} trailing header is invalid.");
        }
        if (!received.SequenceEqual(expected))
            throw Errors.BadDigest($"The {Algorithm} you specified did not match the calculated checksum.");
    }

    /// <summary>Compares a body that was received whole.</summary>
    public void Check(ReadOnlySpan<byte> whole) =>
        Check(md5 is null ? default : Calculate(ChecksumAlgorithms.Md5, whole), Algorithm is null ? default : Calculate(Algorithm, whole));

    static byte[] Calculate(string algorithm, ReadOnlySpan<byte> data)
    {
        using var calculation = ChecksumCalculation.Create(algorithm)!;
        calculation.Append(data);
        return calculation.Finish();
    }

    static bool TryDecode(string text, int length, out byte[]? bytes)
    {
        bytes = new byte[length];
        if (Convert.TryFromBase64String(text, bytes, out var written) && written == length)
            return true;
        bytes = null;
        return false;
    }
}
