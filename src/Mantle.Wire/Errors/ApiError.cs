namespace Mantle.Wire;

/// <summary>
/// An error that the caller is told about, as AWS words it. The generated <c>Errors</c> of a service and
/// <see cref="CommonErrors"/> make them; <see cref="ErrorWords"/> puts the common ones into a service's words.
/// </summary>
/// <param name="Code">The error's code on the wire, such as <c>NoSuchEntity</c>.</param>
/// <param name="HttpStatus">The HTTP status of the answer.</param>
/// <param name="Fault">Who is at fault.</param>
/// <param name="Message">What the caller is told. The answer leaves out an empty message.</param>
public sealed record ApiError(string Code, int HttpStatus, Fault Fault, string Message)
{
    /// <summary>
    /// What is told beside the message: elements such as <c>BucketName</c> in XML documents, members such as
    /// <c>Reason</c> in JSON. The query protocol has no place for it.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>Headers that the answer carries for this error.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// The XML namespace of the answer where it is not the service's own: AWS refuses a request that names no known
    /// operation before any service's format applies.
    /// </summary>
    public string? XmlNamespace { get; init; }

    /// <summary>The error with one more detail.</summary>
    public ApiError With(string detail, string value) => this with { Details = [.. Details, new(detail, value)] };

    /// <summary>The exception that carries the error.</summary>
    public ApiException AsException() => new(this);
}
