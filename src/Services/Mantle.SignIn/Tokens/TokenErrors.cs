using Mantle.Wire;
using Mantle.Wire.SignIn;

namespace Mantle.SignIn.Tokens;

/// <summary>
/// How a request for tokens is refused. The codes are those that clients tell apart; the texts are not AWS's, which are not known
/// (<see href="https://docs.aws.amazon.com/signin/latest/APIReference/API_CreateOAuth2Token.html"/>).
/// </summary>
static class TokenErrors
{
    const string Member = "error";

    /// <summary>The authorization code is unknown, was used, or has expired.</summary>
    public static ApiException CodeExpired() =>
        Denied("AUTHCODE_EXPIRED", "The authorization code is not valid: it was used, has expired, or never existed.");

    /// <summary>The refresh token is not valid, or the sign-in is over.</summary>
    public static ApiException TokenExpired() => Denied("TOKEN_EXPIRED", "The refresh token is not valid, or the sign-in has ended.");

    /// <summary>The password was changed since the sign-in, or the user deleted.</summary>
    public static ApiException CredentialsChanged() =>
        Denied("USER_CREDENTIALS_CHANGED", "The credentials of the user were changed after the sign-in.");

    /// <summary>The request lacks something, or what it has does not fit together.</summary>
    public static ApiException Invalid(string message) =>
        Errors.ValidationException(message).Error.With(Member, "INVALID_REQUEST").AsException();

    /// <summary>The codes of errors that every service has.</summary>
    public static ErrorWords Words { get; } =
        ErrorWords.RestJson.With(
            new("AccessDenied", "AccessDeniedException", 400),
            new("InvalidClientTokenId", "AccessDeniedException", 400),
            new("InternalFailure", "InternalServerException"),
            new("ServiceUnavailable", "InternalServerException"),
            new("SerializationException", "ValidationException", 400)
        );

    /// <summary>The error with the member that clients tell errors apart by.</summary>
    public static ApiError Complete(ApiError error) =>
        error.Details.Any(detail => detail.Key == Member)
            ? error
            : error.With(
                Member,
                error.Code switch
                {
                    "AccessDeniedException" => "INSUFFICIENT_PERMISSIONS",
                    "InternalServerException" => "server_error",
                    _ => "INVALID_REQUEST",
                }
            );

    static ApiException Denied(string error, string message) =>
        Errors.AccessDeniedException(message).Error.With(Member, error).AsException();
}
