namespace Mantle.Wire;

/// <summary>Differences between the REST protocols in reading requests, and their errors for invalid ones.</summary>
public abstract class RestDialect
{
    private protected RestDialect() { }

    /// <summary>REST-XML.</summary>
    public static RestDialect Xml { get; } = new RestXmlDialect();

    /// <summary>REST-JSON.</summary>
    public static RestDialect Json { get; } = new RestJsonDialect();

    /// <summary>Whether a query parameter may occur more than once, as the values of a list.</summary>
    public abstract bool TakesLists { get; }

    /// <summary>The path or query string is invalid.</summary>
    public abstract ApiException InvalidUri();

    /// <summary>A text body is not valid UTF-8.</summary>
    public abstract ApiException MalformedBody();

    /// <summary>A header or parameter is not an integer, or one too large.</summary>
    public abstract ApiException NotInteger(string name, string value);

    /// <summary>A header or parameter is not a number.</summary>
    public abstract ApiException NotNumber(string name, string value);

    /// <summary>A number is out of its range.</summary>
    public abstract ApiException OutOfRange(string name, string value, long min, long max);

    /// <summary>A header or parameter is neither true nor false.</summary>
    public abstract ApiException NotBoolean(string name, string value);

    /// <summary>A header or parameter is no moment.</summary>
    public abstract ApiException NotDate(string name, string value);
}
