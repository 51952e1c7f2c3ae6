using Mantle.SigV4;
using Mantle.Wire;

namespace Mantle.Core.Authentication;

/// <summary>
/// How credentials are refused. A service with words of its own derives from it
/// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html"/>).
/// </summary>
public class CredentialErrors
{
    /// <summary>The words of most services.</summary>
    public static CredentialErrors Usual { get; } = new();

    /// <summary>No such access key, or one that is not active.</summary>
    public virtual ApiException UnknownKey(string accessKeyId) => NoLongerValid();

    /// <summary>A session token that does not belong to the access key, or to nothing.</summary>
    public virtual ApiException InvalidToken(string accessKeyId, string token) => UnknownKey(accessKeyId);

    /// <summary>A session that is over.</summary>
    public virtual ApiException ExpiredToken(string token) =>
        new("ExpiredToken", 403, Fault.Sender, "The security token included in the request is expired");

    /// <summary>Credentials of somebody who is gone, or whose account is closed.</summary>
    public static ApiException NoLongerValid() =>
        new("InvalidClientTokenId", 403, Fault.Sender, "The security token included in the request is invalid.");

    /// <summary>Why a signature is refused.</summary>
    public static ApiException Of(SigV4Error error) =>
        new(new ApiError(error.Code, error.StatusCode, Fault.Sender, error.Message) { Details = error.Members });
}
