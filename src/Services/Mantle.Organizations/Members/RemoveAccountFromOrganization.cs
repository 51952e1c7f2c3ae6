using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

/// <summary>The management account removes a member, which becomes a standalone account.</summary>
[Operation]
static class RemoveAccountFromOrganization
{
    public static Access Requires(RemoveAccountFromOrganizationRequest r, Call c) =>
        AccessTo.Of(c, Actions.RemoveAccountFromOrganization, AllowedCallers.Management, r.AccountId);

    public static WriteTarget Writes(RemoveAccountFromOrganizationRequest r, Call c) =>
        Administration.Writes(c, AccountId.Parse(r.AccountId));

    public static void Execute(RemoveAccountFromOrganizationRequest r, Change change)
    {
        Administration.Organization(change, AllowedCallers.Management);
        Remove(change);
    }

    /// <summary>Removes the change's account from the change's organization; LeaveOrganization does it too.</summary>
    public static void Remove(Change change)
    {
        var (accountId, organization) = (change.Account.Id, change.Organization!);
        var member = Existing.Member(organization, accountId);
        if (accountId == organization.ManagementAccountId)
            throw Errors.MasterCannotLeaveOrganizationException(
                "You can't remove a management account from an organization. If you want the management account to become a "
                    + "member account in another organization, you must first delete the current organization of the management "
                    + "account."
            );
        if (organization.Delegations.Find(accountId) is not null)
            throw Errors.ConstraintViolationException(
                "You attempted to remove an account from the organization that is specified as a delegated administrator for a "
                    + "service integrated with Organizations.",
                ConstraintViolationExceptionReason.CannotRemoveDelegatedAdministratorFromOrg
            );
        if (member.State != Member.Active)
            throw Errors.ConstraintViolationException(
                "You can't remove a closed account from an organization.",
                ConstraintViolationExceptionReason.AccountCannotLeaveOrganization
            );
        MemberAccount.Leave(change, member);
    }
}
