namespace Mantle.SigV4;

/// <summary>
/// The parts of an HTTP request that Signature Version 4 covers, as they were sent: not decoded, not normalized.
/// </summary>
public readonly ref struct SignableRequest
{
    /// <summary>A request.</summary>
    /// <param name="method">The method, in upper case.</param>
    /// <param name="path">The path as sent, percent-encoded; an empty path means <c>/</c>.</param>
    /// <param name="query">The query as sent, without the question mark.</param>
    /// <param name="headers">The header fields as sent. HTTP/2's <c>:authority</c> goes in as <c>host</c>.</param>
    public SignableRequest(ReadOnlySpan<char> method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, HeaderList headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
    }

    /// <summary>A request from its request target, such as <c>/bucket/key?list-type=2</c>.</summary>
    public static SignableRequest FromTarget(ReadOnlySpan<char> method, ReadOnlySpan<char> target, HeaderList headers)
    {
        var mark = target.IndexOf('?');
        return mark < 0 ? new(method, target, default, headers) : new(method, target[..mark], target[(mark + 1)..], headers);
    }

    /// <summary>The method.</summary>
    public ReadOnlySpan<char> Method { get; }

    /// <summary>The path, still encoded.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>The query, still encoded, without the question mark.</summary>
    public ReadOnlySpan<char> Query { get; }

    /// <summary>The header fields.</summary>
    public HeaderList Headers { get; }
}
