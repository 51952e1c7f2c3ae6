using Mantle.Server.Accounts;
using Mantle.Server.Authorization;
using Mantle.Wire;
using Mantle.Wire.Admin;

namespace Mantle.Server.Operations.Admin;

/// <summary>Makes a standalone account (Mantle extension: AWS has no API for it).</summary>
[Operation(IssuesCredentials = true)]
static class CreateAccount
{
    public static Access Requires(CreateAccountRequest r, Call c) => ManagementAccess.Of(c, "mantle:CreateAccount");

    public static ValueTask<string> PrepareAsync(CreateAccountRequest r, Call c, CancellationToken cancellation) => new(UniqueId.NewAccountId());

    public static WriteTarget Writes(CreateAccountRequest r, Call c, string accountId) => new(accountId, WithDirectory: true);

    public static CreateAccountResponse Execute(CreateAccountRequest r, Change change, string accountId)
    {
        if (r.Organization == true)
            throw CommonErrors.ValidationError("The management account has no organization that the account could join.");
        if (change.Account.Root is not null)
            throw CommonErrors.ServiceUnavailable("The account id is taken; try again.");
        var (accessKeyId, secret) = NewAccount.Create(change, r.Name);
        return new CreateAccountResponse { AccountId = accountId, AccessKeyId = accessKeyId, SecretAccessKey = secret };
    }
}
