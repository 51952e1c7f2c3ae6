namespace Mantle.Wire.Tests;

/// <summary>A REST request as a server would hand it over.</summary>
sealed class TestRestRequest(string method, string path, string query = "", params (string Name, string Value)[] headers)
    : RestRequest(method, path, query)
{
    public override string? Header(string name) =>
        headers
            .Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value)
            .FirstOrDefault();

    public override IEnumerable<KeyValuePair<string, string>> Headers =>
        headers.Select(header => new KeyValuePair<string, string>(header.Name, header.Value));
}
