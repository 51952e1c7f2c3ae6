using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

[Operation]
static class DeleteResourcePolicy
{
    public static Access Requires(DeleteResourcePolicyRequest r, Call c) =>
        Administration.Access(c, Actions.DeleteResourcePolicy, AllowedCallers.Management);

    public static WriteTarget Writes(DeleteResourcePolicyRequest r, Call c) => Administration.Writes(c);

    public static void Execute(DeleteResourcePolicyRequest r, Change change)
    {
        var settings = Administration.Organization(change, AllowedCallers.Management).Settings!;
        if (settings.ResourcePolicy is null)
            throw DescribeResourcePolicy.NotFound();
        change.Put(settings with { ResourcePolicy = null });
    }
}
