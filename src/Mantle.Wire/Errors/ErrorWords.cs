using System.Collections.Frozen;
using Mantle.Wire.Model;

namespace Mantle.Wire;

/// <summary>
/// A service's vocabulary for errors that every service has. Authentication, authorization and the protocols make these
/// errors under their common codes (<see cref="CommonErrors"/>), and the service's front says them in its own words.
/// </summary>
public sealed class ErrorWords
{
    readonly FrozenDictionary<string, ErrorWord> words;

    /// <summary>A vocabulary of these words; an error without one keeps its common code.</summary>
    public ErrorWords(params IEnumerable<ErrorWord> words) =>
        this.words = words.ToFrozenDictionary(word => word.Common, StringComparer.Ordinal);

    /// <summary>The query protocol: the common codes are its own.</summary>
    public static ErrorWords Query { get; } = new();

    /// <summary>
    /// The JSON protocols. See
    /// <see href="https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html">Common errors</see>.
    /// </summary>
    public static ErrorWords Json { get; } = new(Suffixed(400));

    /// <summary>The REST-JSON protocol: the codes of JSON, with the status that says what they mean.</summary>
    public static ErrorWords RestJson { get; } = new([.. Suffixed(403), new("InvalidAction", "UnknownOperationException", 404)]);

    /// <summary>The REST-XML protocol: the common codes are its own, and a service adds its words.</summary>
    public static ErrorWords RestXml { get; } = new();

    /// <summary>The vocabulary of a protocol, for a service that has none of its own.</summary>
    public static ErrorWords Of(Protocol protocol) =>
        protocol switch
        {
            Protocol.Json => Json,
            Protocol.RestJson => RestJson,
            Protocol.RestXml => RestXml,
            _ => Query,
        };

    /// <summary>A vocabulary with further words, which take the place of those for the same errors.</summary>
    public ErrorWords With(params IEnumerable<ErrorWord> more)
    {
        var all = words.ToDictionary(StringComparer.Ordinal);
        foreach (var word in more)
            all[word.Common] = word;
        return new(all.Values);
    }

    /// <summary>The error as the service says it.</summary>
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
