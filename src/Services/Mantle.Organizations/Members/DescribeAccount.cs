using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

[Operation]
static class DescribeAccount
{
    public static Access Requires(DescribeAccountRequest r, Call c) =>
        Target.Of(c, Actions.DescribeAccount, Reach.DelegatedAdministrators, r.AccountId);

    public static DescribeAccountResponse Execute(DescribeAccountRequest r, Call c)
    {
        var organization = Administration.Organization(c, Reach.DelegatedAdministrators);
        return new() { Account = Shapes.Of(organization, Target.Member(organization, r.AccountId)) };
    }
}
