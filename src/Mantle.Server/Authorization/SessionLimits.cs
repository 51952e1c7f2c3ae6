using Mantle.Server.Authentication;
using Mantle.Server.Protocol;
using Mantle.Wire;

namespace Mantle.Server.Authorization;

/// <summary>
/// What GetSessionToken credentials cannot call, whatever policies say: IAM without MFA, and STS but for AssumeRole and
/// GetCallerIdentity (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html"/>).
/// </summary>
static class SessionLimits
{
    public static void Check(Call call, OperationInfo operation)
    {
        if (call.Caller.Session is not { Kind: SessionKind.SessionToken } session)
            return;
        if (call.Service == ServiceName.Iam && session.MfaAt is null)
            throw new Refusal("InvalidClientTokenId", 403, "The security token included in the request is invalid.");
        if (call.Service == ServiceName.Sts && operation.Name is not ("AssumeRole" or "GetCallerIdentity"))
            throw CommonErrors.AccessDenied($"Cannot call {operation.Name} with session credentials");
    }
}
