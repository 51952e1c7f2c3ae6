using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class DeletePolicy
{
    public static Access Requires(DeletePolicyRequest r, Call c) =>
        AccessTo.Policy(c, Actions.DeletePolicy, AllowedCallers.PolicyAdministrators, r.PolicyId);

    public static WriteTarget Writes(DeletePolicyRequest r, Call c) => Administration.Writes(c);

    public static void Execute(DeletePolicyRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.PolicyAdministrators);
        PolicyTypes.RefuseAws(r.PolicyId);
        var policy = Existing.Policy(organization, r.PolicyId);
        if (!organization.TargetsOf(policy.Id).IsEmpty)
            throw Errors.PolicyInUseException(
                "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before "
                    + "performing this operation."
            );
        change.Remove(policy);
    }
}
