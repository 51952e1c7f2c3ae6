namespace Mantle.Wire.Tests;

/// <summary>A request of the REST-JSON protocol.</summary>
sealed class JsonRestRequest(string method, string path, string query = "", params (string Name, string Value)[] headers)
    : RestRequest(method, path, query, dialect: RestDialect.Json)
{
    public override IEnumerable<KeyValuePair<string, string>> Headers =>
        headers.Select(header => new KeyValuePair<string, string>(header.Name, header.Value));

    public override string? Header(string name) =>
        headers
            .Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value)
            .FirstOrDefault();
}
