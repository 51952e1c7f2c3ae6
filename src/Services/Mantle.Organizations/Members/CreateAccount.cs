using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Naming;
using Mantle.Core.Organizations;
using Mantle.Iam;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

/// <summary>
/// Makes a member account. AWS does so after it has answered. Here one commit contains the account, its membership and its place in the
/// organization, and the answer waits for it: the account exists completely or not at all.
/// </summary>
[Operation]
sealed class CreateAccount(MantleSettings settings)
{
    /// <summary>A new account id, and the account that already has the email address.</summary>
    public static async ValueTask<Draft> PrepareAsync(CreateAccountRequest r, Call c, CancellationToken cancellation) =>
        new(UniqueId.NewAccountId(), await c.View.FindOwnerAsync(NameKind.Email, r.Email.ToLowerInvariant()));

    public static Access Requires(CreateAccountRequest r, Call c)
    {
        var access = Administration.Access(c, Actions.CreateAccount, AllowedCallers.Management) with { RequestTags = TagInput.Of(r.Tags) };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For(Actions.TagResource)] } : access;
    }

    public static WriteTarget Writes(CreateAccountRequest r, Call c, Draft draft) => Administration.Writes(c, draft.AccountId);

    public CreateAccountResponse Execute(CreateAccountRequest r, Change change, Draft draft)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var tags = TagInput.New(r.Tags);
        if (r.RoleName is { } roleName && ReservedNames.IsReserved(roleName) is { } reason)
            throw Errors.InvalidInputException(reason, InvalidInputExceptionReason.InvalidRoleName);
        if (MemberAccount.IsFull(organization, settings, change.Time))
            throw Errors.ConstraintViolationException(
                "You have exceeded the allowed number of AWS Accounts.",
                ConstraintViolationExceptionReason.AccountNumberLimitExceeded
            );
        var creation = new AccountCreation
        {
            Id = OrganizationId.NewAccountCreation(),
            AccountName = r.AccountName,
            State = AccountCreation.Succeeded,
            RequestedAt = change.Time,
        };
        if (draft.EmailOwner is not null)
            creation = creation with { State = AccountCreation.Failed, FailureReason = CreateAccountFailureReason.EmailAlreadyExists };
        else if (change.Account.Root is not null)
            creation = creation with { State = AccountCreation.Failed, FailureReason = CreateAccountFailureReason.InternalFailure };
        else
        {
            MemberAccount.Create(change, r.AccountName, r.Email, r.RoleName ?? MemberAccount.DefaultRole, tags);
            creation = creation with { AccountId = draft.AccountId };
        }
        change.Put(creation);
        return new()
        {
            CreateAccountStatus = Answers.Of(creation with { State = AccountCreation.InProgress, AccountId = null, FailureReason = null }),
        };
    }

    internal sealed record Draft(AccountId AccountId, AccountId? EmailOwner);
}
