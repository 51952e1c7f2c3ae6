namespace Mantle.SigV4;

/// <summary>How a <see cref="SigningHandler"/> signs the body of a request.</summary>
public enum PayloadSigning
{
    /// <summary>The handler reads the whole body into memory, hashes it and signs the hash. Every service accepts this.</summary>
    Buffered,

    /// <summary>
    /// The body is streamed and not signed: <c>UNSIGNED-PAYLOAD</c>. Only Amazon S3 accepts this, and only the connection (TLS) protects
    /// the body.
    /// </summary>
    UnsignedPayload,
}
