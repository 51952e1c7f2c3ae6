using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Organizations;

/// <summary>The resource with a given id, or AWS's error for a missing one.</summary>
static class Existing
{
    public static Unit Unit(Organization organization, string id) =>
        organization.Units.Find(id) is { IsRoot: false } unit
            ? unit
            : throw Errors.OrganizationalUnitNotFoundException("You specified an organizational unit that doesn't exist.");

    /// <summary>The root or a unit.</summary>
    public static Unit Parent(Organization organization, string id) =>
        organization.Units.Find(id) ?? throw Errors.ParentNotFoundException("You specified parent that doesn't exist.");

    public static Member Member(Organization organization, string accountId) =>
        organization.Members.Find(accountId) ?? throw Errors.AccountNotFoundException("You specified an account that doesn't exist.");

    public static PolicyTarget PolicyTarget(Organization organization, string id) =>
        organization.FindTarget(id) ?? throw Errors.TargetNotFoundException("You specified a target that doesn't exist.");

    /// <summary>A policy that the organization created.</summary>
    public static OrganizationPolicy Policy(Organization organization, string id) =>
        organization.Policies.Find(id) ?? throw Errors.PolicyNotFoundException("You specified a policy that doesn't exist.");

    public static Unit Root(Organization organization, string id) =>
        organization.Root is { } root && root.Id == id
            ? root
            : throw Errors.RootNotFoundException("You specified a root that doesn't exist.");
}
