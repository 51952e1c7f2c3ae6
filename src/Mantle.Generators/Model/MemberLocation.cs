namespace Mantle.Wire.Model;

/// <summary>The location of a member in an HTTP message.</summary>
public enum MemberLocation
{
    /// <summary>In the body, or as a form parameter.</summary>
    Body,

    /// <summary>In the path.</summary>
    Uri,

    /// <summary>In the query string.</summary>
    Query,

    /// <summary>In a header.</summary>
    Header,

    /// <summary>In all headers with a prefix.</summary>
    Headers,

    /// <summary>The HTTP status.</summary>
    Status,
}
