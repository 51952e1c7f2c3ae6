namespace Mantle.SigV4;

/// <summary>
/// Why a request was not accepted: AWS's error code and message, ready to be sent.
/// </summary>
/// <remarks>
/// Errors are values, because failed authentication is normal. This library does not throw for an invalid request, except when a chunked
/// body is read through <see cref="AwsChunkedStream"/>, because <see cref="Stream"/> has no other way.
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

    /// <summary>AWS's message.</summary>
    public string Message { get; }

    /// <summary>HTTP status, 400 or 403.</summary>
    public int StatusCode { get; }

    /// <summary>
    /// Additional elements of Amazon S3's <c>Error</c> document in S3's order, such as <c>StringToSign</c>; empty for
    /// other services.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Members { get; }

    /// <summary>The code and the message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
