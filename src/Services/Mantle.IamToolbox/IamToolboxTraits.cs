using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.IamToolbox;

/// <summary>The rules of IAM, whose policies it shows.</summary>
sealed class IamToolboxTraits : ServiceTraits
{
    public override string? ShownResource(Access access) => access.Resource.IsNone ? null : base.ShownResource(access);

    public override void CheckSession(Call call, OperationInfo operation) => RefuseUnprovenSession(call);
}
