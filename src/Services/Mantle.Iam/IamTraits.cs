using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Iam;

/// <summary>The rules that all IAM calls share.</summary>
sealed class IamTraits : ServiceTraits
{
    public override string? ResourceTagKey => "iam:ResourceTag";

    /// <summary>
    /// Credentials of GetFederationToken cannot call IAM; those of GetSessionToken can only where they were issued with an MFA code
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html#stsapi_comparison"/>).
    /// </summary>
    public override void CheckSession(Call call, OperationInfo operation)
    {
        if (call.Caller.Session is { Kind: SessionKind.FederatedUser } or { Kind: SessionKind.SessionToken, MfaAt: null })
            throw CredentialErrors.NoLongerValid();
    }
}
