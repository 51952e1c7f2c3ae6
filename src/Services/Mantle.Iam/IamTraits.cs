using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Iam;

/// <summary>The rules that all IAM calls share.</summary>
sealed class IamTraits : ServiceTraits
{
    public override bool IsGlobal => true;

    public override string? ResourceTagKey => "iam:ResourceTag";

    public override void CheckSession(Call call, OperationInfo operation) => RefuseUnprovenSession(call);
}
