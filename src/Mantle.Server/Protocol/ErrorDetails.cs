using Mantle.Wire;

namespace Mantle.Server.Protocol;

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
}
