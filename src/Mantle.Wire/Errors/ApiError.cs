namespace Mantle.Wire;

/// <summary>
/// An error for the caller, with AWS's message. The generated <c>Errors</c> of a service and
/// <see cref="CommonErrors"/> create them; <see cref="ErrorWords"/> translates the common ones to a service's codes and messages.
/// </summary>
/// <param name="Code">The error's code on the wire, such as <c>NoSuchEntity</c>.</param>
/// <param name="HttpStatus">The HTTP status of the answer.</param>
/// <param name="Fault">Who is at fault.</param>
/// <param name="Message">The message for the caller. An empty message is omitted from the answer.</param>
public sealed record ApiError(string Code, int HttpStatus, Fault Fault, string Message)
{
    /// <summary>
    /// Details besides the message: elements such as <c>BucketName</c> in XML documents, members such as
    /// <c>Reason</c> in JSON. The query protocol does not send them.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>Headers that the answer carries for this error.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// The XML namespace of the answer if it is not the service's: AWS refuses an unknown operation before the service's format
    /// applies.
    /// </summary>
    public string? XmlNamespace { get; init; }

    /// <summary>The error with one more detail.</summary>
    public ApiError With(string detail, string value) => this with { Details = [.. Details, new(detail, value)] };

    /// <summary>The exception that carries the error.</summary>
    public ApiException AsException() => new(this);
}
