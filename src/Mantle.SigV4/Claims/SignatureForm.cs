namespace Mantle.SigV4;

/// <summary>Where a request carries its signature.</summary>
public enum SignatureForm
{
    /// <summary>In the <c>Authorization</c> header.</summary>
    Header,

    /// <summary>In the query string, as in a presigned URL.</summary>
    Presigned,
}
