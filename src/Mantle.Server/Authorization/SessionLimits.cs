using Mantle.Server.Authentication;
using Mantle.Server.Protocol;
using Mantle.Wire;

namespace Mantle.Server.Authorization;

/// <summary>
/// What credentials of GetSessionToken and GetFederationToken cannot call, whatever policies say: IAM (with GetSessionToken's,
/// unless an MFA code was given), and STS but for GetCallerIdentity (with GetSessionToken's also AssumeRole)
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html#stsapi_comparison"/>).
/// </summary>
static class SessionLimits
{
    public static void Check(Call call, OperationInfo operation)
    {
        if (call.Caller.Session is not { Kind: SessionKind.SessionToken or SessionKind.FederatedUser } session)
            return;
        var isFederated = session.Kind == SessionKind.FederatedUser;
        if (call.Service == ServiceName.Iam && (isFederated || session.MfaAt is null))
            throw new Refusal("InvalidClientTokenId", 403, "The security token included in the request is invalid.");
        // Mantle's own service makes accounts and revokes keys, which is no less than what IAM does.
        if (call.Service == ServiceName.Admin && (isFederated || call.Caller.IsRoot))
            throw new Refusal("InvalidClientTokenId", 403, "The security token included in the request is invalid.");
        if (call.Service == ServiceName.Sts && operation.Name != "GetCallerIdentity" && (isFederated || operation.Name != "AssumeRole"))
            throw CommonErrors.AccessDenied($"Cannot call {operation.Name} with session credentials");
    }
}
