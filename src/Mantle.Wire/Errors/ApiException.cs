namespace Mantle.Wire;

/// <summary>
/// Carries an <see cref="ApiError"/> to the one place that answers it. Any other exception is a failure of the service, and its
/// details go only to the log.
/// </summary>
public sealed class ApiException : Exception
{
    /// <summary>Carries an error.</summary>
    public ApiException(ApiError error)
        : base(error?.Message)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
    }

    /// <summary>Carries an error without details.</summary>
    public ApiException(string code, int httpStatus, Fault fault, string message)
        : this(new ApiError(code, httpStatus, fault, message)) { }

    /// <summary>The error.</summary>
    public ApiError Error { get; }

    /// <summary>The error's code on the wire.</summary>
    public string Code => Error.Code;

    /// <summary>The HTTP status of the answer.</summary>
    public int HttpStatus => Error.HttpStatus;

    /// <summary>Who is at fault.</summary>
    public Fault Fault => Error.Fault;
}
