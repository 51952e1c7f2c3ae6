using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

/// <summary>Closes a member account: from the next call on, all its callers are refused.</summary>
[Operation]
static class CloseAccount
{
    static readonly TimeSpan Period = TimeSpan.FromDays(30);

    public static Access Requires(CloseAccountRequest r, Call c) =>
        AccessTo.Of(c, Actions.CloseAccount, AllowedCallers.Management, r.AccountId);

    public static WriteTarget Writes(CloseAccountRequest r, Call c) => Administration.Writes(c);

    public static void Execute(CloseAccountRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var member = Existing.Member(organization, r.AccountId);
        if (member.AccountId == organization.ManagementAccountId)
            throw Errors.ConstraintViolationException(
                "You cannot close the management account.",
                ConstraintViolationExceptionReason.CannotCloseManagementAccount
            );
        if (member.State != Member.Active)
            throw Errors.AccountAlreadyClosedException("The provided account is already closed.");
        var quota = OrganizationQuota.Closures(organization.Members.Count);
        if (organization.Members.All.Count(other => other.ClosedAt > change.Time - Period) >= quota)
            throw Errors.ConstraintViolationException(
                "You have exceeded close account quota for the past 30 days.",
                ConstraintViolationExceptionReason.CloseAccountQuotaExceeded
            );
        change.Put(member with { State = Member.Suspended, ClosedAt = change.Time });
    }
}
