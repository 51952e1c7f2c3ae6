using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Sts;

/// <summary>The rules that all STS calls share.</summary>
sealed class StsTraits : ServiceTraits
{
    public override string? ResourceTagKey => "iam:ResourceTag";

    /// <summary>AWS's denials name no resource where the action has none, as users report.</summary>
    public override string? ShownResource(Access access) => access.Resource.IsNone ? null : base.ShownResource(access);

    /// <summary>
    /// Credentials of GetFederationToken can call only GetCallerIdentity; those of GetSessionToken can call AssumeRole too
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
