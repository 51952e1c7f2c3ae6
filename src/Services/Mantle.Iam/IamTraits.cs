using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Iam;

/// <summary>What sets IAM's calls apart.</summary>
sealed class IamTraits : ServiceTraits
{
    public override string? ResourceTagKey => "iam:ResourceTag";

    /// <summary>
    /// Credentials of GetFederationToken cannot call IAM, those of GetSessionToken only where an MFA code was given
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html#stsapi_comparison"/>).
    /// </summary>
    public override void CheckSession(Call call, OperationInfo operation)
    {
        if (call.Caller.Session is { Kind: SessionKind.FederatedUser } or { Kind: SessionKind.SessionToken, MfaAt: null })
            throw CredentialErrors.NoLongerValid();
    }
}
