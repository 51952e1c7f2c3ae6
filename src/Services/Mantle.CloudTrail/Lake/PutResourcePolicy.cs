using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class PutResourcePolicy
{
    public static Access Requires(PutResourcePolicyRequest r, Call c) => LakeResource.AccessTo(Actions.PutResourcePolicy, r.ResourceArn);

    public static PutResourcePolicyResponse Execute(PutResourcePolicyRequest r, Change change) =>
        throw Errors.ResourceNotFoundException($"Resource {r.ResourceArn} does not exist.");
}
