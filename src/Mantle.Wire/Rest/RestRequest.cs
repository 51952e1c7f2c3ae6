using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Mantle.Wire;

/// <summary>What the path of a REST request names.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "S3's own word.")]
public enum RestLevel
{
    /// <summary>The service: <c>/</c>.</summary>
    Service,

    /// <summary>A bucket: <c>/bucket</c> or <c>/bucket/</c>.</summary>
    Bucket,

    /// <summary>An object: <c>/bucket/key</c>.</summary>
    Object,
}

/// <summary>
/// A request of the REST-XML protocol. The server derives a class that gives the headers; everything else is read here,
/// strictly: a path or query string with a broken escape or text that is not UTF-8 is <c>InvalidURI</c>.
/// </summary>
public abstract class RestRequest
{
    /// <summary>
    /// Reads the request line. <paramref name="rawPath"/> and <paramref name="rawQuery"/> are as they came, escapes and
    /// all; <paramref name="hostBucket"/> is the bucket where the host name gives it, and the whole path is then the key.
    /// </summary>
    protected RestRequest(string method, string rawPath, string rawQuery, string? hostBucket = null)
    {
        ArgumentNullException.ThrowIfNull(rawPath);
        Method = method;
        Query = ReadQuery(rawQuery);
        if (!rawPath.StartsWith('/'))
            throw RestErrors.InvalidUri();
        var path = rawPath.AsSpan(1);
        _rawPath = rawPath;
        if (hostBucket is null)
        {
            var slash = path.IndexOf('/');
            var bucket = Unescape(slash < 0 ? path : path[..slash]);
            path = slash < 0 ? [] : path[(slash + 1)..];
            if (bucket.Length == 0)
            {
                if (!path.IsEmpty)
                    throw RestErrors.InvalidUri();
                return;
            }
            Bucket = bucket;
        }
        else
            Bucket = hostBucket;
        var key = Unescape(path);
        if (key.Length > 0)
            Key = key;
    }

    readonly string _rawPath;
    string[]? _segments;

    /// <summary>The parts of the path between its slashes, unescaped, for services whose paths are not buckets and keys.</summary>
    public IReadOnlyList<string> Segments => _segments ??= [.. _rawPath[1..].Split('/').Select(part => Unescape(part))];

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The bucket that the path or host names, unescaped; null at the level of the service.</summary>
    public string? Bucket { get; }

    /// <summary>The key that the path names, unescaped, with all its slashes; null at the level of a bucket.</summary>
    public string? Key { get; }

    /// <summary>What the path names.</summary>
    public RestLevel Level => Key is not null ? RestLevel.Object : Bucket is not null ? RestLevel.Bucket : RestLevel.Service;

    /// <summary>The query string.</summary>
    public QueryParameters Query { get; }

    /// <summary>The body, where the operation takes it whole (<see cref="RestOperation.RequestBody"/>).</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>A header's value, several joined by comma and blank; null where there is none. Names ignore case.</summary>
    public abstract string? Header(string name);

    /// <summary>Every header.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> Headers { get; }

    /// <summary>Whether the query string has the parameter, with or without a value.</summary>
    public bool Has(ReadOnlySpan<byte> name) => Query.Contains(name);

    /// <summary>Whether the query string has the parameter with that value.</summary>
    public bool Has(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Query.Contains(name, value);

    /// <summary>Whether there is such a header.</summary>
    public bool HasHeader(string name) => Header(name) is not null;

    internal string RequiredHeader(string name) => Header(name) ?? throw RestErrors.MissingHeader(name);

    internal int? HeaderInteger(string name) => Integer(name, Header(name)) is { } number ? (int)number : null;

    internal long? HeaderLong(string name) => Header(name) is not { } value ? null
        : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw RestErrors.NotInteger(name, value);

    internal bool? HeaderBoolean(string name) => Boolean(name, Header(name));

    internal DateTimeOffset? HeaderHttpDate(string name)
    {
        if (Header(name) is not { } value)
            return null;
        if (Timestamps.TryParseHttpDate(value, out var moment))
            return moment;
        // HTTP has a recipient ignore a condition whose date it cannot read (RFC 9110, 13.1.3 and 13.1.4).
        return name.StartsWith("If-", StringComparison.OrdinalIgnoreCase) ? null : throw RestErrors.NotDate(name, value);
    }

    internal DateTimeOffset? HeaderTimestamp(string name) => Header(name) is not { } value ? null
        : Timestamps.TryParse(Encoding.UTF8.GetBytes(value), out var moment) ? moment
        : throw RestErrors.NotDate(name, value);

    internal IReadOnlyList<string>? HeaderList(string name) =>
        Header(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal IReadOnlyDictionary<string, string>? HeaderMap(string prefix)
    {
        Dictionary<string, string>? map = null;
        foreach (var (name, value) in Headers)
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                (map ??= new(StringComparer.OrdinalIgnoreCase))[name[prefix.Length..].ToLowerInvariant()] = value;
        return map;
    }

    internal string? QueryText(ReadOnlySpan<byte> name) => Query.Find(name);

    internal string RequiredQuery(ReadOnlySpan<byte> name) =>
        Query.Find(name) ?? throw RestErrors.MissingQuery(Encoding.UTF8.GetString(name));

    internal int? QueryInteger(ReadOnlySpan<byte> name, int min, int max)
    {
        // S3 takes a parameter without a value for one that is absent.
        if (Query.Find(name) is not { Length: > 0 } value)
            return null;
        var label = Encoding.UTF8.GetString(name);
        var number = (int)Integer(label, value)!.Value;
        return number >= min && number <= max ? number : throw RestErrors.OutOfRange(label, value, min, max);
    }

    internal bool? QueryBoolean(ReadOnlySpan<byte> name) => Boolean(Encoding.UTF8.GetString(name), Query.Find(name));

    internal string? Text()
    {
        if (Body.IsEmpty)
            return null;
        return Utf8.IsValid(Body.Span) ? Encoding.UTF8.GetString(Body.Span) : throw RestErrors.MalformedXml();
    }

    static long? Integer(string name, string? value) => value is null ? null
        : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw RestErrors.NotInteger(name, value);

    static bool? Boolean(string name, string? value) => value is null ? null
        : bool.TryParse(value, out var flag) ? flag
        : throw RestErrors.NotBoolean(name, value);

    static QueryParameters ReadQuery(string rawQuery)
    {
        try
        {
            return QueryParameters.ParseUnique(rawQuery.AsSpan());
        }
        catch (ApiException)
        {
            throw RestErrors.InvalidUri();
        }
    }

    // In a path a plus sign is a plus sign.
    static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
            return text.ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        while (!text.IsEmpty)
        {
            if (text[0] == '%')
            {
                if (text.Length < 3 || !byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[length]))
                    throw RestErrors.InvalidUri();
                length++;
                text = text[3..];
                continue;
            }
            var plain = text.IndexOf('%') is var next and >= 0 ? text[..next] : text;
            length += Encoding.UTF8.GetBytes(plain, bytes.AsSpan(length));
            text = text[plain.Length..];
        }
        return Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : throw RestErrors.InvalidUri();
    }
}
