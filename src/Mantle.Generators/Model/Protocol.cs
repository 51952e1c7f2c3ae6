namespace Mantle.Wire.Model;

/// <summary>The wire protocol of a service.</summary>
public enum Protocol
{
    /// <summary>Form parameters in, XML out.</summary>
    Query,

    /// <summary>Path, query string, headers and XML.</summary>
    RestXml,

    /// <summary>JSON in and out, the operation named by <c>X-Amz-Target</c>.</summary>
    Json,

    /// <summary>Path, query string, headers and JSON.</summary>
    RestJson,
}
