namespace Mantle.SigV4;

/// <summary>How the signature covers the body of a request.</summary>
public enum PayloadKind
{
    /// <summary>The SHA-256 of the body is part of the canonical request.</summary>
    Hash,

    /// <summary>The body is not covered: <c>UNSIGNED-PAYLOAD</c>.</summary>
    UnsignedPayload,

    /// <summary>aws-chunked, every chunk signed: <c>STREAMING-AWS4-HMAC-SHA256-PAYLOAD</c>.</summary>
    StreamingSigned,

    /// <summary>aws-chunked, chunks and trailer signed: <c>STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER</c>.</summary>
    StreamingSignedTrailer,

    /// <summary>aws-chunked with a trailer, nothing signed: <c>STREAMING-UNSIGNED-PAYLOAD-TRAILER</c>.</summary>
    StreamingUnsignedTrailer,
}
