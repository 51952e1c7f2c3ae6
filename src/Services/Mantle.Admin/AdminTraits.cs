using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Admin;

/// <summary>The rules that all calls of Mantle's own service share.</summary>
sealed class AdminTraits : ServiceTraits
{
    public override string? ShownResource(Access access) => access.Resource.IsNone ? null : base.ShownResource(access);

    /// <summary>
    /// The sessions that IAM refuses cannot call this service either: making accounts and revoking keys needs no less trust. A session of
    /// the root user cannot call it even with MFA, nor one that it lent to another account: the account's root key is at hand where the
    /// server is administered.
    /// </summary>
    public override void CheckSession(Call call, OperationInfo operation)
    {
        RefuseUnprovenSession(call);
        if (call.Caller.Session is { Kind: SessionKind.SessionToken or SessionKind.Delegated } && call.Caller.IsRoot)
            throw CredentialErrors.NoLongerValid();
    }
}
