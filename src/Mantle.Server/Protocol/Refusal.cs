using Mantle.Server.Authorization;
using Mantle.SigV4;
using Mantle.Wire;

namespace Mantle.Server.Protocol;

/// <summary>An error on its way to the caller: AWS's code, status and message, and S3's further elements.</summary>
sealed class Refusal(string code, int httpStatus, string message) : Exception(message)
{
    public Refusal(SigV4Error error) : this(error.Code, error.StatusCode, error.Message) => Members = error.Members;

    public Refusal(ApiException error) : this(error.Code, error.HttpStatus, error.Message)
    {
        Fault = error.Fault;
        Members = error.Error.Details;
        XmlNamespace = error.Error.XmlNamespace;
    }

    /// <summary>What the caller is told.</summary>
    public ApiError Error => new(code, httpStatus, Fault, Message) { Details = Members, XmlNamespace = XmlNamespace };

    public string Code => code;

    public int HttpStatus => httpStatus;

    public Fault Fault { get; init; }

    public string? XmlNamespace { get; init; }

    /// <summary>The denial that it tells of, where an operation asked for an access of its own.</summary>
    public Denial? Denial { get; init; }

    /// <summary>Headers of S3's answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Elements of S3's error document besides the usual ones, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Members { get; init; } = [];
}
