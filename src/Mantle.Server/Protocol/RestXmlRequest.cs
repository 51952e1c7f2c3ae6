using Mantle.Wire;

namespace Mantle.Server.Protocol;

/// <summary>The headers of an exchange as the REST-XML binding reads them.</summary>
sealed class RestXmlRequest(Exchange exchange) : RestRequest(exchange.Http.Request.Method, exchange.Path, exchange.Query, VirtualHost.BucketOf(exchange.Http.Request.Host.Host))
{
    public override string? Header(string name) =>
        exchange.Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? string.Join(", ", values.ToArray()) : null;

    public override IEnumerable<KeyValuePair<string, string>> Headers =>
        exchange.Http.Request.Headers.Select(header => new KeyValuePair<string, string>(header.Key, string.Join(", ", header.Value.ToArray())));
}

/// <summary>A request whose headers are the fields of an upload form, which have their names.</summary>
sealed class FormRequest(string method, string bucket, string path, PostForm form) : RestRequest(method, path, "", bucket)
{
    public override string? Header(string name) => form.Find(name);

    public override IEnumerable<KeyValuePair<string, string>> Headers => form.Fields;
}
