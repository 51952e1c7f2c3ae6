using Mantle.Wire;

namespace Mantle.S3;

static class ErrorDetails
{
    /// <summary>The error with further elements of S3's error document.</summary>
    public static ApiException With(this ApiException error, params ReadOnlySpan<(string Name, string Value)> details)
    {
        var members = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in details)
            members.Add(new(name, value));
        return new ApiException(error.Error with { Details = members });
    }

    /// <summary>The error with headers of its answer.</summary>
    public static ApiException WithHeaders(this ApiException error, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var all = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in headers)
            all.Add(new(name, value));
        return new ApiException(error.Error with { Headers = all });
    }
}
