namespace Mantle.Wire;

/// <summary>
/// Carries an <see cref="ApiError"/> from where it is found to the one place that answers it. Anything else that is
/// thrown is a fault of the service and stays in its log.
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
