using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Lifecycle;

[Operation]
static class DescribeOrganization
{
    public static Access Requires(DescribeOrganizationRequest r, Call c) =>
        Administration.Access(c, Actions.DescribeOrganization, AllowedCallers.Everyone);

    public static DescribeOrganizationResponse Execute(DescribeOrganizationRequest r, Call c) =>
        new() { Organization = Answers.Of(Administration.Organization(c, AllowedCallers.Everyone)) };
}
