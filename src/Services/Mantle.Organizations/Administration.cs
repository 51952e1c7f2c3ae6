using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Policy;
using Mantle.Wire.Organizations;
using Account = Mantle.Core.Accounts.Account;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Organizations;

/// <summary>Who may call an operation, and which organization the call works on.</summary>
static class Administration
{
    const string NoPermission = "You don't have permissions to access this resource.";

    /// <summary>
    /// The access that a call needs: its action on a resource, or on <c>*</c> where the action has no resource or the caller's account has
    /// no organization.
    /// </summary>
    /// <remarks>
    /// A member's call is decided across accounts where the organization's resource policy could allow it: the organization belongs
    /// to the management account.
    /// </remarks>
    public static Access Access(Call c, ActionName action, AllowedCallers allowed, string resource = "*")
    {
        var access = new Access(action, resource);
        return c.Organization is { } organization && NeedsResourcePolicy(c, organization, allowed)
            ? access with
            {
                ResourceOwner = Account.Empty(organization.ManagementAccountId).Apply(EntityChange.Put(new Membership(organization.Id))),
                ResourcePolicy = Compiled(organization.Settings!.ResourcePolicy!),
                DeniedMessage = NoPermission,
            }
            : access;
    }

    /// <summary>The organization of the caller's account, if the account may call the operation.</summary>
    /// <exception cref="Wire.ApiException">AWSOrganizationsNotInUseException, AccessDeniedException.</exception>
    public static Organization Organization(Call c, AllowedCallers allowed)
    {
        var organization =
            c.Organization ?? throw Errors.AWSOrganizationsNotInUseException("Your account is not a member of an organization.");
        if (
            allowed == AllowedCallers.Everyone
            || organization.ManagementAccountId == c.Account.Id
            || NeedsResourcePolicy(c, organization, allowed)
        )
            return organization;
        return allowed == AllowedCallers.DelegatedAdministrators && organization.Delegations.Find(c.Account.Id) is not null
            ? organization
            : throw Errors.AccessDeniedException(NoPermission);
    }

    /// <summary>The same for an operation that writes.</summary>
    public static Organization Organization(Change change, AllowedCallers allowed)
    {
        Organization(change.Call, allowed);
        return change.Organization!;
    }

    /// <summary>The operation writes the organization of the caller's account.</summary>
    public static WriteTarget Writes(Call c) =>
        new(c.Account.Id, OrganizationId: c.Account.Membership?.OrganizationId) { FollowsMembership = true };

    /// <summary>The operation writes another account and the organization of the caller's account.</summary>
    public static WriteTarget Writes(Call c, AccountId accountId) => Writes(c) with { AccountId = accountId };

    static bool NeedsResourcePolicy(Call c, Organization organization, AllowedCallers allowed) =>
        allowed is AllowedCallers.PolicyAdministrators or AllowedCallers.DelegatedAdministrators
        && organization.ManagementAccountId != c.Account.Id
        && organization.Settings!.ResourcePolicy is not null
        && !(allowed == AllowedCallers.DelegatedAdministrators && organization.Delegations.Find(c.Account.Id) is not null);

    static readonly System.Runtime.CompilerServices.ConditionalWeakTable<DelegationPolicy, PolicySet> Cache = [];

    static PolicySet Compiled(DelegationPolicy policy) =>
        Cache.GetValue(
            policy,
            static policy => PolicySet.Create(WrittenPolicy.Compile(policy.Content, new PolicySource(policy.Id, PolicySourceType.Resource)))
        );
}
