using System.Globalization;

namespace Mantle.SigV4;

/// <summary>Amazon S3's errors for an invalid chunked body.</summary>
static class ChunkedErrors
{
    public static SigV4Error MissingContentLength() => new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static SigV4Error IncompleteBody() => new(400, "IncompleteBody", "The request body terminated unexpectedly");

    public static SigV4Error MalformedTrailer() =>
        new(
            400,
            "MalformedTrailerError",
            "The request contained trailing data that was not well-formed or did not conform to our published schema."
        );

    public static SigV4Error InvalidChunkSize(int chunk, long size) =>
        new(
            403,
            "InvalidChunkSizeError",
            "Only the last chunk is allowed to have a size less than 8192 bytes",
            new("Chunk", chunk.ToString(CultureInfo.InvariantCulture)),
            new("BadChunkSize", size.ToString(CultureInfo.InvariantCulture))
        );

    public static SigV4Error DoesNotMatch(string accessKeyId, string provided) =>
        new(403, "SignatureDoesNotMatch", S3Errors.Mismatch, new("AWSAccessKeyId", accessKeyId), new("SignatureProvided", provided));
}
