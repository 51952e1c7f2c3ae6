using Mantle.SigV4;
using Mantle.Wire;

namespace Mantle.Server.Protocol;

/// <summary>The headers of an exchange as the REST-XML binding reads them.</summary>
sealed class RestXmlRequest(Exchange exchange) : RestRequest(exchange.Http.Request.Method, exchange.Path, exchange.Query, VirtualHost.BucketOf(exchange.Http.Request.Host.Host))
{
    public override string? Header(string name) =>
        exchange.Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? string.Join(", ", values.ToArray()) : Presigned(name);

    /// <summary>What signers move from the headers into a presigned URL means the same there, and is as signed.</summary>
    string? Presigned(string name) =>
        exchange.SignedBody?.Signature is { Form: SignatureForm.Presigned } && IsMoved(name) ? QueryText(System.Text.Encoding.ASCII.GetBytes(name)) : null;

    static bool IsMoved(string name) => name.Equals("If-Match", StringComparison.OrdinalIgnoreCase)
        || name.Equals("If-None-Match", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase));

    public override IEnumerable<KeyValuePair<string, string>> Headers
    {
        get
        {
            foreach (var (name, values) in exchange.Http.Request.Headers)
                yield return new(name, EncodedWords.Decode(string.Join(", ", values.ToArray())));
            if (exchange.SignedBody?.Signature is not { Form: SignatureForm.Presigned })
                yield break;
            foreach (var name in Query.Names)
                if (IsMoved(name) && Presigned(name) is { } value)
                    yield return new(name, value);
        }
    }
}

/// <summary>A request whose headers are the fields of an upload form, which have their names.</summary>
sealed class FormRequest(string method, string bucket, string path, PostForm form) : RestRequest(method, path, "", bucket)
{
    public override string? Header(string name) => form.Find(name);

    public override IEnumerable<KeyValuePair<string, string>> Headers => form.Fields;
}
