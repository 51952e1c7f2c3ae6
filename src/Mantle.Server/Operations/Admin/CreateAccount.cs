using Mantle.Server.Accounts;
using Mantle.Server.Authorization;
using Mantle.Server.Operations.Organizations;
using Mantle.Wire;
using Mantle.Wire.Admin;

namespace Mantle.Server.Operations.Admin;

/// <summary>
/// Makes a standalone account (Mantle extension: AWS has no API for it), or the member account that Organizations' CreateAccount makes;
/// either way with an access key of its root user.
/// </summary>
[Operation(IssuesCredentials = true)]
static class CreateAccount
{
    public static Access Requires(CreateAccountRequest r, Call c) => ManagementAccess.Of(c, "mantle:CreateAccount");

    public static ValueTask<string> PrepareAsync(CreateAccountRequest r, Call c, CancellationToken cancellation) => new(UniqueId.NewAccountId());

    public static WriteTarget Writes(CreateAccountRequest r, Call c, string accountId) =>
        new(accountId, WithDirectory: true) { OrganizationId = r.Organization == true ? c.Organization?.Id : null };

    public static CreateAccountResponse Execute(CreateAccountRequest r, Change change, string accountId)
    {
        if (change.Account.Root is not null)
            throw CommonErrors.ServiceUnavailable("The account id is taken; try again.");
        if (r.Organization == true)
            Join(r, change);
        var (accessKeyId, secret) = NewAccount.Create(change, r.Name);
        return new CreateAccountResponse { AccountId = accountId, AccessKeyId = accessKeyId, SecretAccessKey = secret };
    }

    static void Join(CreateAccountRequest r, Change change)
    {
        if (change.Organization?.Settings is not { } settings || settings.ManagementAccountId != change.Call.Account.Id)
            throw CommonErrors.ValidationError("The management account has no organization that the account could join. Create one first: aws organizations create-organization.");
        if (MemberAccount.IsFull(change.Organization, change.Call))
            throw Errors.LimitExceeded("The organization has as many accounts as it can have.");
        MemberAccount.Create(change, r.Name, null, MemberAccount.DefaultRole, []);
    }
}
