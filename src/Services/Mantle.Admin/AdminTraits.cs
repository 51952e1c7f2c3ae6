using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Admin;

/// <summary>What sets the calls of Mantle's own service apart.</summary>
sealed class AdminTraits : ServiceTraits
{
    public override string? ShownResource(Access access) => access.Resource.IsNone ? null : base.ShownResource(access);

    /// <summary>The service makes accounts and revokes keys, which is no less than what IAM does.</summary>
    public override void CheckSession(Call call, OperationInfo operation)
    {
        if (
            call.Caller.Session is { Kind: SessionKind.FederatedUser }
            || (call.Caller.Session is { Kind: SessionKind.SessionToken } && call.Caller.IsRoot)
        )
            throw CredentialErrors.NoLongerValid();
    }
}
