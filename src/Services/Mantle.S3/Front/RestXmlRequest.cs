using Mantle.Http;
using Mantle.SigV4;

namespace Mantle.S3.Front;

/// <summary>
/// A request to S3. Its host may name the bucket, and the query string of a presigned URL may have what is otherwise in headers.
/// </summary>
sealed class RestXmlRequest(Exchange exchange) : HttpRestRequest(exchange, VirtualHost.BucketOf(exchange.Http.Request.Host.Host))
{
    readonly S3Request front = S3Request.Of(exchange);

    public override string? Header(string name) => base.Header(name) ?? Presigned(name);

    /// <summary>The decoded headers: words that are encoded by RFC 2047 are decoded.</summary>
    public override IEnumerable<KeyValuePair<string, string>> Headers
    {
        get
        {
            foreach (var (name, value) in base.Headers)
                yield return new(name, EncodedWords.Decode(value));
            if (!IsPresigned)
                yield break;
            foreach (var name in Query.Names)
                if (IsMoved(name) && Presigned(name) is { } value)
                    yield return new(name, value);
        }
    }

    bool IsPresigned => front.Body?.Signature is { Form: SignatureForm.Presigned };

    /// <summary>What signers move from the headers into a presigned URL has the same meaning, and is signed too.</summary>
    string? Presigned(string name) => IsPresigned && IsMoved(name) ? QueryText(System.Text.Encoding.ASCII.GetBytes(name)) : null;

    static bool IsMoved(string name) =>
        name.Equals("If-Match", StringComparison.OrdinalIgnoreCase)
        || name.Equals("If-None-Match", StringComparison.OrdinalIgnoreCase)
        || (
            name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase)
        );
}
