namespace Mantle.Wire;

/// <summary>A service's code and message for one of the common errors.</summary>
/// <param name="Common">The common code, such as <c>AccessDenied</c>.</param>
/// <param name="Code">The service's code.</param>
/// <param name="HttpStatus">The service's HTTP status; null keeps the error's own.</param>
/// <param name="Message">The service's message; null keeps the error's own.</param>
public sealed record ErrorWord(string Common, string Code, int? HttpStatus = null, string? Message = null)
{
    /// <summary>Replaces a common error by another one, including its message.</summary>
    public ErrorWord(string common, ApiError error)
        : this(common, error.Code, error.HttpStatus, error.Message) { }
}
