namespace Mantle.Wire;

/// <summary>
/// Errors of all services, in addition to those in their models.
/// See <see href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">Common errors</see>.
/// </summary>
public static class CommonErrors
{
    /// <summary>The namespace of errors that occur before the operation is known.</summary>
    public const string FaultNamespace = "http://webservices.amazon.com/AWSFault/2005-15-09";

    /// <summary>403: policies do not allow the call.</summary>
    public static ApiException AccessDenied(string message) => new("AccessDenied", 403, Fault.Sender, message);

    /// <summary>400: a value breaks a constraint of the model, or a rule with the same message format.</summary>
    public static ApiException ValidationError(string message) => new("ValidationError", 400, Fault.Sender, message);

    /// <summary>400: a value is well-formed but not acceptable.</summary>
    public static ApiException InvalidParameterValue(string message) => new("InvalidParameterValue", 400, Fault.Sender, message);

    /// <summary>400: parameters that cannot be combined.</summary>
    public static ApiException InvalidParameterCombination(string message) =>
        new("InvalidParameterCombination", 400, Fault.Sender, message);

    /// <summary>400: a parameter has the wrong type. AWS often sends no message, so it may be empty.</summary>
    public static ApiException MalformedInput(string message = "") => new("MalformedInput", 400, Fault.Sender, message);

    /// <summary>400: a form body or query string that cannot be read.</summary>
    public static ApiException MalformedQueryString(string message = "The query string contains a syntax error.") =>
        new("MalformedQueryString", 400, Fault.Sender, message);

    /// <summary>
    /// 400: no such operation in that version of the API. AWS answers the same code for an unknown version, and says
    /// <c>NO_VERSION_SPECIFIED</c> where <paramref name="version"/> is null.
    /// </summary>
    public static ApiException InvalidAction(string action, string? version) =>
        new(
            new ApiError(
                "InvalidAction",
                400,
                Fault.Sender,
                $"Could not find operation {action} for version {version ?? "NO_VERSION_SPECIFIED"}"
            )
            {
                XmlNamespace = FaultNamespace,
            }
        );

    /// <summary>400: a JSON body that cannot be parsed, or a member of the wrong type. AWS often sends no message.</summary>
    public static ApiException SerializationException(string message = "") => new("SerializationException", 400, Fault.Sender, message);

    /// <summary>400: <c>X-Amz-Target</c> names no operation.</summary>
    public static ApiException UnknownOperationException() => new("UnknownOperationException", 400, Fault.Sender, "");

    /// <summary>501: AWS has the operation, but this server does not have it yet.</summary>
    public static ApiException NotImplemented(string service, string operation) =>
        new("NotImplemented", 501, Fault.Receiver, $"The operation {operation} of {service} is not implemented.");

    /// <summary>400: the client closed the connection before the request was read. It is written to the log and the trail only.</summary>
    public static ApiException RequestAborted() => new("RequestAborted", 400, Fault.Sender, "The request was cut off.");

    /// <summary>500: something broke; the details are in the log under the request id.</summary>
    public static ApiException InternalFailure() =>
        new("InternalFailure", 500, Fault.Receiver, "The request processing has failed because of an unknown error, exception or failure.");

    /// <summary>503: the server cannot answer now; the same request may succeed later.</summary>
    public static ApiException ServiceUnavailable(string message) => new("ServiceUnavailable", 503, Fault.Receiver, message);

    /// <summary>501: a request signed for a service that this server does not have.</summary>
    public static ApiException UnknownService(string service, IReadOnlyList<string> served) =>
        new(
            "NotImplemented",
            501,
            Fault.Receiver,
            $"Mantle does not serve {service}. It serves {string.Join(", ", served.SkipLast(1))} and {served[^1]}."
        );
}
