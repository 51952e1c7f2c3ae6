using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Admin;

/// <summary>The rules that all calls of Mantle's own service share.</summary>
sealed class AdminTraits : ServiceTraits
{
    public override string? ShownResource(Access access) => access.Resource.IsNone ? null : base.ShownResource(access);

    /// <summary>
    /// The sessions that IAM refuses cannot call this service either: making accounts and revoking keys needs no less trust.
    /// </summary>
    public override void CheckSession(Call call, OperationInfo operation) => RefuseUnprovenSession(call);
}
