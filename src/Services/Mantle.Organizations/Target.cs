using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Organizations;

/// <summary>The access that a call needs to a resource, which need not exist; and the resource by its id, or AWS's error.</summary>
static class Target
{
    public const string PolicyTypeKey = "organizations:PolicyType",
        ServiceKey = "organizations:ServicePrincipal";

    /// <summary>The root, a unit or an account by its id.</summary>
    public static Access Of(Call c, ActionName action, Reach reach, string id)
    {
        if (c.Organization is not { } organization)
            return Administration.Access(c, action, reach);
        var found = organization.FindTarget(id);
        var arn =
            found is not null ? OrganizationArn.OfTarget(organization, found)
            : id.StartsWith("ou-", StringComparison.Ordinal) ? OrganizationArn.OfUnit(organization, id)
            : id.StartsWith("r-", StringComparison.Ordinal)
                ? $"arn:aws:organizations::{organization.ManagementAccountId}:root/{organization.Id}/{id}"
            : OrganizationArn.OfAccount(organization, id);
        return Administration.Access(c, action, reach, arn) with { ResourceTags = found?.Tags };
    }

    /// <summary>A policy by its id, with its type as condition key.</summary>
    public static Access Policy(Call c, ActionName action, Reach reach, string id)
    {
        if (c.Organization is not { } organization)
            return Administration.Access(c, action, reach);
        if (ControlPolicies.FindAws(id) is { } aws)
            return Administration.Access(c, action, reach, aws.Arn) with { Keys = [(PolicyTypeKey, aws.Type)] };
        return organization.Policies.Find(id) is { } policy
            ? Administration.Access(c, action, reach, OrganizationArn.OfPolicy(organization, policy)) with
            {
                ResourceTags = policy.Tags,
                Keys = [(PolicyTypeKey, policy.Type)],
            }
            : Administration.Access(c, action, reach, OrganizationArn.OfPolicy(organization, ControlPolicies.ServiceControl, id));
    }

    /// <summary>Any resource that can have tags.</summary>
    public static Access Taggable(Call c, ActionName action, Reach reach, string id)
    {
        if (id.StartsWith("p-", StringComparison.Ordinal))
            return Policy(c, action, reach, id);
        if (c.Organization is not { } organization)
            return Administration.Access(c, action, reach);
        if (id.StartsWith("rp-", StringComparison.Ordinal))
            return Administration.Access(c, action, reach, OrganizationArn.OfResourcePolicy(organization, id)) with
            {
                ResourceTags = organization.Settings!.ResourcePolicy?.Tags,
            };
        if (!id.StartsWith("rt-", StringComparison.Ordinal))
            return Of(c, action, reach, id);
        return organization.Transfers.Find(id) is { } transfer
            ? Administration.Access(c, action, reach, OrganizationArn.OfTransfer(organization, transfer, inbound: true)) with
            {
                ResourceTags = transfer.Tags,
            }
            : Administration.Access(
                c,
                action,
                reach,
                $"arn:aws:organizations::{organization.ManagementAccountId}:transfer/{organization.Id}/billing/inbound/{id}"
            );
    }

    /// <summary>Adds the policy type as condition key.</summary>
    public static Access OfType(this Access access, string policyType) => access with { Keys = [(PolicyTypeKey, policyType)] };

    /// <summary>Adds the service principal as condition key.</summary>
    public static Access ForService(this Access access, string? principal) => access with { Keys = [(ServiceKey, principal)] };

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
