using System.Collections.Frozen;
using Mantle.Wire.Model;

namespace Mantle.Wire;

/// <summary>
/// A service's codes and messages for errors that all services have. Authentication, authorization and the protocols create errors with
/// the common codes (<see cref="CommonErrors"/>), and the service's protocol translates them.
/// </summary>
public sealed class ErrorWords
{
    readonly FrozenDictionary<string, ErrorWord> words;

    /// <summary>A translation of these errors. Other errors keep their common codes.</summary>
    public ErrorWords(params IEnumerable<ErrorWord> words) =>
        this.words = words.ToFrozenDictionary(word => word.Common, StringComparer.Ordinal);

    /// <summary>The query protocol, which uses the common codes.</summary>
    public static ErrorWords Query { get; } = new();

    /// <summary>
    /// The JSON protocols. See
    /// <see href="https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html">Common errors</see>.
    /// </summary>
    public static ErrorWords Json { get; } = new(Suffixed(400));

    /// <summary>The REST-JSON protocol: the JSON codes, each with its own HTTP status.</summary>
    public static ErrorWords RestJson { get; } = new([.. Suffixed(403), new("InvalidAction", "UnknownOperationException", 404)]);

    /// <summary>The REST-XML protocol, which uses the common codes; a service adds its own.</summary>
    public static ErrorWords RestXml { get; } = new();

    /// <summary>The translation of a protocol, for a service without its own.</summary>
    public static ErrorWords Of(Protocol protocol) =>
        protocol switch
        {
            Protocol.Json => Json,
            Protocol.RestJson => RestJson,
            Protocol.RestXml => RestXml,
            _ => Query,
        };

    /// <summary>Adds translations, which replace existing ones for the same errors.</summary>
    public ErrorWords With(params IEnumerable<ErrorWord> more)
    {
        var all = words.ToDictionary(StringComparer.Ordinal);
        foreach (var word in more)
            all[word.Common] = word;
        return new(all.Values);
    }

    /// <summary>The error with the service's code and message.</summary>
    public ApiError Say(ApiError error) =>
        !words.TryGetValue(error.Code, out var word)
            ? error
            : error with
            {
                Code = word.Code,
                HttpStatus = word.HttpStatus ?? error.HttpStatus,
                Message = word.Message ?? error.Message,
            };

    static ErrorWord[] Suffixed(int refused) =>
        [
            new("AccessDenied", "AccessDeniedException", refused),
            new("InvalidClientTokenId", "UnrecognizedClientException", refused),
            new("SignatureDoesNotMatch", "InvalidSignatureException", refused),
            new("ExpiredToken", "ExpiredTokenException", refused),
            new("IncompleteSignature", "IncompleteSignatureException", refused),
            new("MissingAuthenticationToken", "MissingAuthenticationTokenException", refused),
            new("ValidationError", "ValidationException", 400),
            new("MalformedInput", "SerializationException", 400),
            new("MalformedQueryString", "SerializationException", 400),
        ];
}
