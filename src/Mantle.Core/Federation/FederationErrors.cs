using Mantle.Wire;

namespace Mantle.Core.Federation;

/// <summary>
/// The errors for refused tokens and assertions of identity providers.
/// <see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html"/>
/// </summary>
public static class FederationErrors
{
    /// <summary>400: the token or assertion is not valid.</summary>
    public static ApiException InvalidIdentityToken(string message) => new("InvalidIdentityToken", 400, Fault.Sender, message);

    /// <summary>400: the token or assertion has expired.</summary>
    public static ApiException ExpiredTokenException(string message) => new("ExpiredTokenException", 400, Fault.Sender, message);

    /// <summary>400: the issuer did not answer.</summary>
    public static ApiException IDPCommunicationError(string message) => new("IDPCommunicationError", 400, Fault.Sender, message);

    /// <summary>403: the provider says that it did not authenticate the user.</summary>
    public static ApiException IDPRejectedClaim(string message) => new("IDPRejectedClaim", 403, Fault.Sender, message);
}
