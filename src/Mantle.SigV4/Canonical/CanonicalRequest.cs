namespace Mantle.SigV4;

/// <summary>
/// Step 1: the canonical form of a request, a string that client and service compute in the same way.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request">
/// Create a canonical request</see>
/// </remarks>
public static class CanonicalRequest
{
    /// <summary>The canonical request as text, to compare with a client's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">Lower-case names, sorted, divided by semicolons.</param>
    /// <param name="payload">The payload hash, the last line.</param>
    /// <param name="rules">The service's rules.</param>
    public static string Create(in SignableRequest request, ReadOnlySpan<char> signedHeaders, PayloadHash payload, CanonicalRules rules)
    {
        var buffer = new Utf8Buffer(stackalloc byte[1024]);
        try
        {
            AppendHead(ref buffer, request, signedHeaders, rules);
            buffer.Append(payload.ToString());
            return buffer.ToString();
        }
        finally
        {
            buffer.Dispose();
        }
    }

    /// <summary>Everything except the last line, the payload hash.</summary>
    internal static void AppendHead(
        ref Utf8Buffer buffer,
        in SignableRequest request,
        scoped ReadOnlySpan<char> signedHeaders,
        CanonicalRules rules
    )
    {
        buffer.Append(request.Method);
        buffer.Append((byte)'\n');
        CanonicalPath.Append(ref buffer, request.Path, rules);
        buffer.Append((byte)'\n');
        CanonicalQuery.Append(ref buffer, request.Query, skipToken: !rules.SignsQueryToken);
        buffer.Append((byte)'\n');
        CanonicalHeaders.Append(ref buffer, request.Headers, signedHeaders);
        buffer.Append((byte)'\n');
        buffer.Append(signedHeaders);
        buffer.Append((byte)'\n');
    }
}
