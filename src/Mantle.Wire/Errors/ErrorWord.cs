namespace Mantle.Wire;

/// <summary>How one service says one of the common errors.</summary>
/// <param name="Common">The common code, such as <c>AccessDenied</c>.</param>
/// <param name="Code">The service's code.</param>
/// <param name="HttpStatus">The service's HTTP status; null keeps the error's own.</param>
/// <param name="Message">What the service says; null keeps the error's own text.</param>
public sealed record ErrorWord(string Common, string Code, int? HttpStatus = null, string? Message = null)
{
    /// <summary>Says a common error as another one, its text included.</summary>
    public ErrorWord(string common, ApiError error)
        : this(common, error.Code, error.HttpStatus, error.Message) { }
}
