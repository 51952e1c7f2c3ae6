using System.Text;
using Mantle.Http;
using Mantle.SigV4;

namespace Mantle.S3.Front;

/// <summary>
/// A request to S3. Its host may name the bucket, and the query string of a presigned URL may have what is otherwise in headers.
/// </summary>
sealed class RestXmlRequest(Exchange exchange) : HttpRestRequest(exchange, VirtualHost.BucketOf(exchange.Http.Request.Host.Host))
{
    static readonly Dictionary<string, string> None = [];

    readonly S3Request front = S3Request.Of(exchange);
    Dictionary<string, string>? moved;

    /// <summary>
    /// A header, or what is in its place in a presigned URL. The URL's counts more: who has the URL can add headers that its signer never
    /// saw.
    /// </summary>
    public override string? Header(string name) => Moved.GetValueOrDefault(name) ?? base.Header(name);

    /// <summary>The decoded headers: words that are encoded by RFC 2047 are decoded.</summary>
    public override IEnumerable<KeyValuePair<string, string>> Headers
    {
        get
        {
            foreach (var (name, value) in base.Headers)
                if (!Moved.ContainsKey(name))
                    yield return new(name, EncodedWords.Decode(value));
            foreach (var entry in Moved)
                yield return entry;
        }
    }

    /// <summary>Whether a query parameter is a header that the signer of a presigned URL moved there.</summary>
    public bool IsHeader(string parameter) => Moved.ContainsKey(parameter);

    /// <summary>What signers move from the headers into a presigned URL: it has the same meaning, in any case, and is signed too.</summary>
    Dictionary<string, string> Moved => moved ??= front.Body?.Signature is { Form: SignatureForm.Presigned } ? ReadMoved() : None;

    Dictionary<string, string> ReadMoved()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Query.Names)
            if (IsMoved(name) && !headers.TryAdd(name, QueryText(Encoding.UTF8.GetBytes(name))!))
                throw Dialect.InvalidUri();
        return headers;
    }

    static bool IsMoved(string name) =>
        name.Equals("If-Match", StringComparison.OrdinalIgnoreCase)
        || name.Equals("If-None-Match", StringComparison.OrdinalIgnoreCase)
        || (
            name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase)
        );
}
