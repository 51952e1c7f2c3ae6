using System.Security.Cryptography;

namespace Mantle.SigV4;

/// <summary>
/// The last line of a canonical request: the hash of the body in hexadecimal, or a constant such as UNSIGNED-PAYLOAD, as
/// <c>x-amz-content-sha256</c> declares it.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">
/// Authenticating requests: using the Authorization header</see>
/// </remarks>
public readonly struct PayloadHash : IEquatable<PayloadHash>
{
    const string UnsignedText = "UNSIGNED-PAYLOAD";
    const string StreamingSignedText = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    const string StreamingSignedTrailerText = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    const string StreamingUnsignedTrailerText = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    const string EmptyText = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    readonly string? text;

    PayloadHash(PayloadKind kind, string text)
    {
        Kind = kind;
        this.text = text;
    }

    /// <summary>The hash of an empty body.</summary>
    public static PayloadHash Empty { get; } = new(PayloadKind.Hash, EmptyText);

    /// <summary><c>UNSIGNED-PAYLOAD</c></summary>
    public static PayloadHash UnsignedPayload { get; } = new(PayloadKind.UnsignedPayload, UnsignedText);

    /// <summary><c>STREAMING-AWS4-HMAC-SHA256-PAYLOAD</c></summary>
    public static PayloadHash StreamingSigned { get; } = new(PayloadKind.StreamingSigned, StreamingSignedText);

    /// <summary><c>STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER</c></summary>
    public static PayloadHash StreamingSignedTrailer { get; } = new(PayloadKind.StreamingSignedTrailer, StreamingSignedTrailerText);

    /// <summary><c>STREAMING-UNSIGNED-PAYLOAD-TRAILER</c></summary>
    public static PayloadHash StreamingUnsignedTrailer { get; } = new(PayloadKind.StreamingUnsignedTrailer, StreamingUnsignedTrailerText);

    /// <summary>The hash of a body held in memory.</summary>
    public static PayloadHash Of(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? Empty : new(PayloadKind.Hash, Convert.ToHexStringLower(SHA256.HashData(body)));

    /// <summary>A hash that the caller computed.</summary>
    internal static PayloadHash FromSha256(ReadOnlySpan<byte> sha256) => new(PayloadKind.Hash, Convert.ToHexStringLower(sha256));

    /// <summary>Parses the value of <c>x-amz-content-sha256</c>: 64 hexadecimal digits or one of the constants.</summary>
    public static bool TryParse(string value, out PayloadHash hash)
    {
        ArgumentNullException.ThrowIfNull(value);
        hash = value switch
        {
            UnsignedText => UnsignedPayload,
            StreamingSignedText => StreamingSigned,
            StreamingSignedTrailerText => StreamingSignedTrailer,
            StreamingUnsignedTrailerText => StreamingUnsignedTrailer,
            _ => IsSha256(value) ? new(PayloadKind.Hash, value) : default,
        };
        return hash.text is not null;
    }

    /// <summary>How the signature covers the body.</summary>
    public PayloadKind Kind { get; }

    /// <summary>Whether the body is in aws-chunked encoding.</summary>
    public bool IsStreaming =>
        Kind is PayloadKind.StreamingSigned or PayloadKind.StreamingSignedTrailer or PayloadKind.StreamingUnsignedTrailer;

    /// <summary>
    /// Whether a body's SHA-256 (32 bytes) equals the declared one. Always true for kinds other than <see cref="PayloadKind.Hash"/>, which
    /// declare no hash of the whole body.
    /// </summary>
    public bool Matches(ReadOnlySpan<byte> sha256)
    {
        if (Kind != PayloadKind.Hash)
            return true;
        Span<byte> declared = stackalloc byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(ToString(), declared, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(declared, sha256);
    }

    /// <summary>The value in the canonical request and in <c>x-amz-content-sha256</c>.</summary>
    public override string ToString() => text ?? EmptyText;

    /// <inheritdoc/>
    public bool Equals(PayloadHash other) => Kind == other.Kind && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PayloadHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(PayloadHash left, PayloadHash right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(PayloadHash left, PayloadHash right) => !left.Equals(right);

    static bool IsSha256(string value) => value.Length == SHA256.HashSizeInBytes * 2 && !value.AsSpan().ContainsAnyExcept(Hex.Digits);
}
