using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Organizations;
using Mantle.Wire;
using Mantle.Wire.Admin;

namespace Mantle.Admin;

/// <summary>
/// Makes a standalone account (Mantle extension: AWS has no API for it), or the member account of an Organizations CreateAccount. Either
/// way its root user gets an access key.
/// </summary>
[Operation(IssuesCredentials = true)]
sealed class CreateAccount(MantleSettings settings, ManagementAccount management)
{
    public Access Requires(CreateAccountRequest r, Call c) => ManagementAccess.Of(c, management, Actions.CreateAccount);

    public async ValueTask<AccountId> PrepareAsync(CreateAccountRequest r, Call c, CancellationToken cancellation)
    {
        await ManagementAccess.PrepareAsync(c, management);
        return UniqueId.NewAccountId();
    }

    public static WriteTarget Writes(CreateAccountRequest r, Call c, AccountId accountId) =>
        new(accountId) { OrganizationId = r.Organization == true ? c.Organization?.Id : null };

    public CreateAccountResponse Execute(CreateAccountRequest r, Change change, AccountId accountId)
    {
        if (change.Account.Root is not null)
            throw CommonErrors.ServiceUnavailable("The account id is taken; try again.");
        if (r.Organization == true)
            Join(r, change);
        var (accessKeyId, secret) = NewAccount.Create(change, r.Name);
        return new CreateAccountResponse
        {
            AccountId = accountId,
            AccessKeyId = accessKeyId,
            SecretAccessKey = secret,
        };
    }

    void Join(CreateAccountRequest r, Change change)
    {
        if (change.Organization?.Settings is not { } joined || joined.ManagementAccountId != change.Call.Account.Id)
            throw CommonErrors.ValidationError(
                "The management account has no organization that the account could join. Create one first: aws organizations "
                    + "create-organization."
            );
        if (MemberAccount.IsFull(change.Organization, settings, change.Time))
            throw Errors.LimitExceeded("The organization has as many accounts as it can have.");
        MemberAccount.Create(change, r.Name, null, MemberAccount.DefaultRole, []);
    }
}
