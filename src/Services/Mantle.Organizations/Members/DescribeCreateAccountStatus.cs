using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

[Operation]
static class DescribeCreateAccountStatus
{
    public static Access Requires(DescribeCreateAccountStatusRequest r, Call c) =>
        Administration.Access(c, Actions.DescribeCreateAccountStatus, AllowedCallers.DelegatedAdministrators);

    public static DescribeCreateAccountStatusResponse Execute(DescribeCreateAccountStatusRequest r, Call c) =>
        Administration.Organization(c, AllowedCallers.DelegatedAdministrators).Creations.Find(r.CreateAccountRequestId) is { } creation
            ? new() { CreateAccountStatus = Answers.Of(creation) }
            : throw Errors.CreateAccountStatusNotFoundException("You specified a create account request that doesn't exist.");
}
