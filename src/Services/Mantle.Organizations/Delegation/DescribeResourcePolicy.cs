using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

[Operation]
static class DescribeResourcePolicy
{
    public static Access Requires(DescribeResourcePolicyRequest r, Call c) =>
        Administration.Access(c, Actions.DescribeResourcePolicy, AllowedCallers.DelegatedAdministrators);

    public static DescribeResourcePolicyResponse Execute(DescribeResourcePolicyRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        return new() { ResourcePolicy = PutResourcePolicy.Shape(organization, organization.Settings!.ResourcePolicy ?? throw NotFound()) };
    }

    public static Wire.ApiException NotFound() =>
        Errors.ResourcePolicyNotFoundException("We can't find a resource policy request with the parameter that you specified.");
}
