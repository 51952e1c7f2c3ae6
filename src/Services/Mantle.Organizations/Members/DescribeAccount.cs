using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

[Operation]
static class DescribeAccount
{
    public static Access Requires(DescribeAccountRequest r, Call c) =>
        AccessTo.Of(c, Actions.DescribeAccount, AllowedCallers.DelegatedAdministrators, r.AccountId);

    public static DescribeAccountResponse Execute(DescribeAccountRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        return new() { Account = Answers.Of(organization, Existing.Member(organization, r.AccountId)) };
    }
}
