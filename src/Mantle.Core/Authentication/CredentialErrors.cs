using Mantle.SigV4;
using Mantle.Wire;

namespace Mantle.Core.Authentication;

/// <summary>
/// The errors for refused credentials. A service whose errors differ derives from it
/// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html"/>).
/// </summary>
public class CredentialErrors
{
    /// <summary>The errors of most services.</summary>
    public static CredentialErrors Usual { get; } = new();

    /// <summary>The access key does not exist or is inactive.</summary>
    public virtual ApiException UnknownKey(string accessKeyId) => NoLongerValid();

    /// <summary>The session token does not belong to the access key, or is not valid.</summary>
    public virtual ApiException InvalidToken(string accessKeyId, string token) => UnknownKey(accessKeyId);

    /// <summary>The credential scope names something else than a Region.</summary>
    public virtual ApiException WrongRegion(string region) =>
        new("SignatureDoesNotMatch", 403, Fault.Sender, $"Credential should be scoped to a valid region, not '{region}'. ");

    /// <summary>The session has expired.</summary>
    public virtual ApiException ExpiredToken(string token) =>
        new("ExpiredToken", 403, Fault.Sender, "The security token included in the request is expired");

    /// <summary>The user or role of the credentials was deleted, or its account was closed.</summary>
    public static ApiException NoLongerValid() =>
        new("InvalidClientTokenId", 403, Fault.Sender, "The security token included in the request is invalid.");

    /// <summary>The error for an invalid signature.</summary>
    public static ApiException Of(SigV4Error error) =>
        new(new ApiError(error.Code, error.StatusCode, Fault.Sender, error.Message) { Details = error.Members });
}
