using Mantle.Wire;

namespace Mantle.Http;

/// <summary>An HTTP request in the form that the REST protocols read.</summary>
public class HttpRestRequest(Exchange exchange, string? hostBucket = null, RestDialect? dialect = null)
    : RestRequest(exchange.Http.Request.Method, exchange.Path, exchange.Query, hostBucket, dialect)
{
    /// <inheritdoc/>
    public override string? Header(string name) =>
        exchange.Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? string.Join(", ", values.ToArray()) : null;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Headers =>
        exchange.Http.Request.Headers.Select(header => new KeyValuePair<string, string>(
            header.Key,
            string.Join(", ", header.Value.ToArray())
        ));
}
