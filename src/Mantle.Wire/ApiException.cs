namespace Mantle.Wire;

/// <summary>Who has to act on an error: the caller or the service.</summary>
public enum Fault
{
    /// <summary>The request is at fault; sending it again does not help.</summary>
    Sender,

    /// <summary>The service is at fault.</summary>
    Receiver,
}

/// <summary>
/// An error that the caller is told about, as AWS words it. Made by the generated <c>Errors</c> of a service or by
/// <see cref="CommonErrors"/>; anything else that is thrown is a fault of the service and stays in its log.
/// </summary>
public sealed class ApiException : Exception
{
    /// <summary>Makes the error; an empty message is left out of the answer.</summary>
    public ApiException(string code, int httpStatus, Fault fault, string message)
        : base(message)
    {
        Code = code;
        HttpStatus = httpStatus;
        Fault = fault;
    }

    /// <summary>The error's code on the wire, such as <c>NoSuchEntity</c>.</summary>
    public string Code { get; }

    /// <summary>The HTTP status of the answer.</summary>
    public int HttpStatus { get; }

    /// <summary>Who is at fault.</summary>
    public Fault Fault { get; }

    /// <summary>
    /// The XML namespace of the answer where it is not the service's own: AWS refuses a request that names no known
    /// operation before any service's format applies.
    /// </summary>
    public string? XmlNamespace { get; init; }

    /// <summary>
    /// What is told beside the message: elements such as <c>BucketName</c> in S3's documents, members such as
    /// <c>Reason</c> in JSON. The query protocol has no place for it.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];
}
