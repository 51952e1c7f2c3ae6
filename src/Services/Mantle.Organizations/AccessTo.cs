using Mantle.Core.Authorization;
using Mantle.Core.Organizations;

namespace Mantle.Organizations;

/// <summary>The access that a call needs to a resource, which need not exist.</summary>
static class AccessTo
{
    public const string PolicyTypeKey = "organizations:PolicyType",
        ServiceKey = "organizations:ServicePrincipal";

    /// <summary>The root, a unit or an account by its id.</summary>
    public static Access Of(Call c, ActionName action, AllowedCallers allowed, string id)
    {
        if (c.Organization is not { } organization)
            return Administration.Access(c, action, allowed);
        var found = organization.FindTarget(id);
        var arn =
            found is not null ? OrganizationArn.OfTarget(organization, found)
            : id.StartsWith("ou-", StringComparison.Ordinal) ? OrganizationArn.OfUnit(organization, id)
            : $"arn:aws:organizations::{organization.ManagementAccountId}:{(IsRoot(id) ? "root" : "account")}/{organization.Id}/{id}";
        return Administration.Access(c, action, allowed, arn) with { ResourceTags = found?.Tags };
    }

    static bool IsRoot(string id) => id.StartsWith("r-", StringComparison.Ordinal);

    /// <summary>A policy by its id, with its type as condition key.</summary>
    public static Access Policy(Call c, ActionName action, AllowedCallers allowed, string id)
    {
        if (c.Organization is not { } organization)
            return Administration.Access(c, action, allowed);
        if (ControlPolicies.FindAws(id) is { } aws)
            return Administration.Access(c, action, allowed, aws.Arn) with { Keys = [(PolicyTypeKey, aws.Type)] };
        return organization.Policies.Find(id) is { } policy
            ? Administration.Access(c, action, allowed, OrganizationArn.OfPolicy(organization, policy)) with
            {
                ResourceTags = policy.Tags,
                Keys = [(PolicyTypeKey, policy.Type)],
            }
            : Administration.Access(c, action, allowed, OrganizationArn.OfPolicy(organization, ControlPolicies.ServiceControl, id));
    }

    /// <summary>Any resource that can have tags.</summary>
    public static Access Taggable(Call c, ActionName action, AllowedCallers allowed, string id)
    {
        if (id.StartsWith("p-", StringComparison.Ordinal))
            return Policy(c, action, allowed, id);
        if (c.Organization is not { } organization)
            return Administration.Access(c, action, allowed);
        if (id.StartsWith("rp-", StringComparison.Ordinal))
            return Administration.Access(c, action, allowed, OrganizationArn.OfResourcePolicy(organization, id)) with
            {
                ResourceTags = organization.Settings!.ResourcePolicy?.Tags,
            };
        if (!id.StartsWith("rt-", StringComparison.Ordinal))
            return Of(c, action, allowed, id);
        return organization.Transfers.Find(id) is { } transfer
            ? Administration.Access(c, action, allowed, OrganizationArn.OfTransfer(organization, transfer, inbound: true)) with
            {
                ResourceTags = transfer.Tags,
            }
            : Administration.Access(
                c,
                action,
                allowed,
                $"arn:aws:organizations::{organization.ManagementAccountId}:transfer/{organization.Id}/billing/inbound/{id}"
            );
    }

    /// <summary>Adds the policy type as condition key.</summary>
    public static Access OfType(this Access access, string policyType) => access with { Keys = [(PolicyTypeKey, policyType)] };

    /// <summary>Adds the service principal as condition key.</summary>
    public static Access ForService(this Access access, string? principal) => access with { Keys = [(ServiceKey, principal)] };
}
