using System.Text;
using System.Text.Unicode;

namespace Mantle.Wire;

/// <summary>
/// A request of the REST protocols. The server derives a class that gives the headers; everything else is read here,
/// strictly: a path or query string with a broken escape, or text that is not UTF-8, is refused.
/// <see cref="RestRequestValues"/> reads numbers, timestamps and lists.
/// </summary>
public abstract class RestRequest
{
    readonly string rawPath;
    string[]? segments;

    /// <summary>
    /// Reads the request line. <paramref name="rawPath"/> and <paramref name="rawQuery"/> are as they came, escapes and
    /// all; <paramref name="hostBucket"/> is the bucket where the host name gives it, and the whole path is then the key.
    /// The <paramref name="dialect"/> is REST-XML where none is given.
    /// </summary>
    protected RestRequest(string method, string rawPath, string rawQuery, string? hostBucket = null, RestDialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(rawPath);
        Dialect = dialect ?? RestDialect.Xml;
        Method = method;
        Query = ReadQuery(rawQuery);
        if (!rawPath.StartsWith('/'))
            throw Dialect.InvalidUri();
        this.rawPath = rawPath;
        if (ReferenceEquals(Dialect, RestDialect.Xml))
            (Bucket, Key) = BucketAndKey(rawPath.AsSpan(1), hostBucket);
    }

    /// <summary>The protocol's own way of reading.</summary>
    public RestDialect Dialect { get; }

    /// <summary>The parts of the path between its slashes, unescaped, for services whose paths are not buckets and keys.</summary>
    public IReadOnlyList<string> Segments => segments ??= [.. rawPath[1..].Split('/').Select(part => Unescape(part))];

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The bucket that the path or host names, unescaped; null at the level of the service.</summary>
    public string? Bucket { get; }

    /// <summary>The key that the path names, unescaped, with all its slashes; null at the level of a bucket.</summary>
    public string? Key { get; }

    /// <summary>The kind of resource that the path names.</summary>
    public RestLevel Level =>
        Key is not null ? RestLevel.Object
        : Bucket is not null ? RestLevel.Bucket
        : RestLevel.Service;

    /// <summary>The query string.</summary>
    public QueryParameters Query { get; }

    /// <summary>The body, where the operation takes it whole (<see cref="RestOperation.RequestBody"/>).</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Every header.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> Headers { get; }

    /// <summary>A header's value, several joined by a comma and a space; null if there is none. Names ignore case.</summary>
    public abstract string? Header(string name);

    /// <summary>Whether there is such a header.</summary>
    public bool HasHeader(string name) => Header(name) is not null;

    /// <summary>Whether the query string has the parameter, with or without a value.</summary>
    public bool Has(ReadOnlySpan<byte> name) => Query.Contains(name);

    /// <summary>Whether the query string has the parameter with that value.</summary>
    public bool Has(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Query.Contains(name, value);

    /// <summary>The value of the one parameter with that name; null if there is none.</summary>
    public string? QueryText(ReadOnlySpan<byte> name)
    {
        if (!Dialect.TakesLists)
            return Query.Find(name);
        var values = Query.FindAll(name);
        return values is { Count: > 1 } ? throw Dialect.InvalidUri() : values?[0];
    }

    /// <summary>The part of the path from a segment on, with its slashes.</summary>
    public string PathFrom(int segment) => string.Join('/', Segments.Skip(segment));

    /// <summary>The body as text; null if there is none.</summary>
    public string? Text()
    {
        if (Body.IsEmpty)
            return null;
        return Utf8.IsValid(Body.Span) ? Encoding.UTF8.GetString(Body.Span) : throw Dialect.MalformedBody();
    }

    (string? Bucket, string? Key) BucketAndKey(ReadOnlySpan<char> path, string? hostBucket)
    {
        var bucket = hostBucket;
        if (bucket is null)
        {
            var slash = path.IndexOf('/');
            bucket = Unescape(slash < 0 ? path : path[..slash]);
            path = slash < 0 ? [] : path[(slash + 1)..];
            if (bucket.Length == 0)
                return path.IsEmpty ? (null, null) : throw Dialect.InvalidUri();
        }
        var key = Unescape(path);
        return (bucket, key.Length > 0 ? key : null);
    }

    QueryParameters ReadQuery(string rawQuery)
    {
        try
        {
            return Dialect.TakesLists
                ? QueryParameters.Parse(rawQuery.AsSpan(), takesLists: true)
                : QueryParameters.ParseUnique(rawQuery.AsSpan());
        }
        catch (ApiException)
        {
            throw Dialect.InvalidUri();
        }
    }

    string Unescape(ReadOnlySpan<char> text) => UriText.TryUnescape(text, out var result) ? result : throw Dialect.InvalidUri();
}
