using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Sts;

/// <summary>What sets STS's calls apart.</summary>
sealed class StsTraits : ServiceTraits
{
    public override string? ResourceTagKey => "iam:ResourceTag";

    /// <summary>Users report denials of STS that name no resource where the action has none.</summary>
    public override string? ShownResource(Access access) => access.Resource.IsNone ? null : base.ShownResource(access);

    /// <summary>
    /// Credentials of GetFederationToken can call GetCallerIdentity only, those of GetSessionToken also AssumeRole
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html#stsapi_comparison"/>).
    /// </summary>
    public override void CheckSession(Call call, OperationInfo operation)
    {
        if (
            call.Caller.Session is not { Kind: SessionKind.SessionToken or SessionKind.FederatedUser } session
            || operation.Name == "GetCallerIdentity"
            || (operation.Name == "AssumeRole" && session.Kind == SessionKind.SessionToken)
        )
            return;
        throw CommonErrors.AccessDenied($"Cannot call {operation.Name} with session credentials");
    }
}
