using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class DeleteResourcePolicy
{
    public static Access Requires(DeleteResourcePolicyRequest r, Call c) =>
        LakeResource.AccessTo(Actions.DeleteResourcePolicy, r.ResourceArn);

    public static DeleteResourcePolicyResponse Execute(DeleteResourcePolicyRequest r, Change change) =>
        throw Errors.ResourceNotFoundException($"Resource {r.ResourceArn} does not exist.");
}
