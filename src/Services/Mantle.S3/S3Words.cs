using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>S3's words for the errors that every service has.</summary>
public static class S3Words
{
    /// <summary>The vocabulary.</summary>
    public static ErrorWords All { get; } =
        ErrorWords.RestXml.With(
            new("InternalFailure", Errors.InternalError().Error),
            new("MalformedQueryString", Errors.InvalidURI().Error),
            new("MalformedInput", Errors.IncompleteBody().Error),
            new("RequestAborted", Errors.IncompleteBody().Error)
        );
}
