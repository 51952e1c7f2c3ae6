using Microsoft.AspNetCore.Http;

namespace Mantle.Http;

/// <summary>The format of a query service's answer: XML, or JSON if the client asks for it.</summary>
public static class AcceptedForm
{
    const string Json = "application/json";

    static readonly string[] Xml = ["text/xml", "application/xml"];

    /// <summary>Whether the <c>Accept</c> header lists JSON, and no XML before it.</summary>
    public static bool IsJson(HttpRequest request)
    {
        foreach (var line in request.Headers.Accept)
        foreach (var range in (line ?? "").Split(','))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            if (parts.Skip(1).Any(IsNever))
                continue;
            if (parts[0].Equals(Json, StringComparison.OrdinalIgnoreCase))
                return true;
            if (Xml.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
                return false;
        }
        return false;
    }

    static bool IsNever(string parameter) =>
        parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
        && double.TryParse(parameter.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality)
        && quality == 0;
}
