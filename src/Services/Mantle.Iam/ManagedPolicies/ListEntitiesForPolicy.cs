using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class ListEntitiesForPolicy
{
    public static Access Requires(ListEntitiesForPolicyRequest r, Call c) => AccessTo.Policy(c, Actions.ListEntitiesForPolicy, r.PolicyArn);

    /// <summary>Users, then groups, then roles; a marker is the kind's letter and the name.</summary>
    public static ListEntitiesForPolicyResponse Execute(ListEntitiesForPolicyRequest r, Call c)
    {
        PolicyArn.Attachable(c.Account, r.PolicyArn);
        var start = Page.Start(r.Marker);
        var entities = Kind("u", start, c.Account.Users, r, "User")
            .Concat(Kind("v", start, c.Account.Groups, r, "Group"))
            .Concat(Kind("w", start, c.Account.Roles, r, "Role"));
        var page = Page.Take(entities, r.MaxItems, entity => Letter(entity) + entity.Name);
        return new ListEntitiesForPolicyResponse
        {
            PolicyUsers =
            [
                .. page.Items.OfType<Core.Accounts.User>().Select(user => new PolicyUser { UserName = user.Name, UserId = user.Id }),
            ],
            PolicyGroups =
            [
                .. page.Items.OfType<Core.Accounts.Group>().Select(group => new PolicyGroup { GroupName = group.Name, GroupId = group.Id }),
            ],
            PolicyRoles =
            [
                .. page.Items.OfType<Core.Accounts.Role>().Select(role => new PolicyRole { RoleName = role.Name, RoleId = role.Id }),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    static string Letter(Identity identity) =>
        identity switch
        {
            Core.Accounts.User => "u",
            Core.Accounts.Group => "v",
            _ => "w",
        };

    static IEnumerable<Identity> Kind<T>(string letter, string? start, Table<T> table, ListEntitiesForPolicyRequest r, string filter)
        where T : Identity
    {
        var order = start is null ? -1 : string.CompareOrdinal(start[..1], letter);
        if (order > 0 || (r.EntityFilter is { } wanted && wanted != filter))
            return [];
        return table.After(order == 0 ? start![1..] : null).Where(identity => Uses(identity, r)).Cast<Identity>();
    }

    static bool Uses(Identity identity, ListEntitiesForPolicyRequest r)
    {
        var attached = r.PolicyUsageFilter != "PermissionsBoundary" && identity.AttachedPolicies.Contains(r.PolicyArn);
        var boundary =
            r.PolicyUsageFilter != "PermissionsPolicy" && identity is ActingIdentity { PermissionsBoundary: { } arn } && arn == r.PolicyArn;
        return (attached || boundary) && identity.Path.StartsWith(r.PathPrefix ?? "/", StringComparison.Ordinal);
    }
}
