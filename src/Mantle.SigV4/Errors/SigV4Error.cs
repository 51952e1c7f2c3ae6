namespace Mantle.SigV4;

/// <summary>
/// Why a request was not accepted, in AWS's own code and words, ready to be written to the wire.
/// </summary>
/// <remarks>
/// Failures are values: a request that fails authentication is ordinary, and nothing in this library throws for one
/// (reading a chunked body through <see cref="AwsChunkedStream"/> is the exception, because <see cref="Stream"/> has no other way).
/// </remarks>
public sealed class SigV4Error
{
    internal SigV4Error(int statusCode, string code, string message, params ReadOnlySpan<KeyValuePair<string, string>> members)
    {
        StatusCode = statusCode;
        Code = code;
        Message = message;
        Members = members.ToArray();
    }

    /// <summary>AWS's error code, for example <c>SignatureDoesNotMatch</c>.</summary>
    public string Code { get; }

    /// <summary>AWS's message for it.</summary>
    public string Message { get; }

    /// <summary>HTTP status, 400 or 403.</summary>
    public int StatusCode { get; }

    /// <summary>
    /// Further elements of Amazon S3's <c>Error</c> document in the order S3 writes them, such as <c>StringToSign</c>; empty for
    /// other services.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Members { get; }

    /// <summary>The code and the message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
