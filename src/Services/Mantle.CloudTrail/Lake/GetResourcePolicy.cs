using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class GetResourcePolicy
{
    public static Access Requires(GetResourcePolicyRequest r, Call c) => LakeResource.AccessTo(Actions.GetResourcePolicy, r.ResourceArn);

    public static GetResourcePolicyResponse Execute(GetResourcePolicyRequest r, Call c) =>
        throw Errors.ResourceNotFoundException($"Resource {r.ResourceArn} does not exist.");
}
