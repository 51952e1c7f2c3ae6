using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class MoveAccount
{
    /// <summary>The account, its old parent and its new parent are all resources of the action.</summary>
    public static Access Requires(MoveAccountRequest r, Call c) =>
        AccessTo.Of(c, Actions.MoveAccount, AllowedCallers.Management, r.AccountId) with
        {
            And =
            [
                AccessTo.Of(c, Actions.MoveAccount, AllowedCallers.Management, r.SourceParentId),
                AccessTo.Of(c, Actions.MoveAccount, AllowedCallers.Management, r.DestinationParentId),
            ],
        };

    public static WriteTarget Writes(MoveAccountRequest r, Call c) => Administration.Writes(c);

    public static void Execute(MoveAccountRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var member = Existing.Member(organization, r.AccountId);
        if (organization.Units.Find(r.SourceParentId) is null || member.ParentId != r.SourceParentId)
            throw Errors.SourceParentNotFoundException("You specified a source parent that doesn't exist.");
        if (organization.Units.Find(r.DestinationParentId) is null)
            throw Errors.DestinationParentNotFoundException("You specified a destination parent that doesn't exist.");
        if (r.SourceParentId == r.DestinationParentId)
            throw Errors.DuplicateAccountException("The account is already present in the specified destination.");
        change.Put(member with { ParentId = r.DestinationParentId });
    }
}
