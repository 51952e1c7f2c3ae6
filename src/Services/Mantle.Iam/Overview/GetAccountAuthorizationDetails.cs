using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Wire.Iam;
using Group = Mantle.Core.Accounts.Group;
using ManagedPolicy = Mantle.Core.Accounts.ManagedPolicy;
using Role = Mantle.Core.Accounts.Role;
using User = Mantle.Core.Accounts.User;

namespace Mantle.Iam.Overview;

[Operation]
sealed class GetAccountAuthorizationDetails(LastUsed lastUsed)
{
    public static Access Requires(GetAccountAuthorizationDetailsRequest r, Call c) => new(Actions.GetAccountAuthorizationDetails, "*");

    /// <summary>
    /// Users, groups, roles, customer managed policies, then the AWS managed policies in use. A page may hold several kinds; a marker is
    /// the kind's letter and the name.
    /// </summary>
    public async Task<GetAccountAuthorizationDetailsResponse> ExecuteAsync(
        GetAccountAuthorizationDetailsRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var start = Page.Start(r.Marker);
        var account = c.Account;
        var all = Kind(r, start, "User", "a", after => account.Users.After(after).Select(user => new Item("a", user.Name, user)))
            .Concat(Kind(r, start, "Group", "b", after => account.Groups.After(after).Select(group => new Item("b", group.Name, group))))
            .Concat(Kind(r, start, "Role", "c", after => account.Roles.After(after).Select(role => new Item("c", role.Name, role))))
            .Concat(
                Kind(
                    r,
                    start,
                    "LocalManagedPolicy",
                    "d",
                    after => account.Policies.After(after).Select(policy => new Item("d", policy.Name, policy))
                )
            )
            .Concat(
                Kind(
                    r,
                    start,
                    "AWSManagedPolicy",
                    "e",
                    after =>
                        AwsManagedPolicies
                            .After(after)
                            .Where(policy => account.UseOf(policy.Arn) != default)
                            .Select(policy => new Item("e", policy.Name, policy))
                )
            );
        var page = Page.Take(all, r.MaxItems, item => item.Letter + item.Name);
        var roles = new List<RoleDetail>();
        foreach (var role in Of<Role>(page))
            roles.Add(IdentityDetails.Of(role, account, await lastUsed.OfAsync(role.Id)));
        return new GetAccountAuthorizationDetailsResponse
        {
            UserDetailList = [.. Of<User>(page).Select(IdentityDetails.Of)],
            GroupDetailList = [.. Of<Group>(page).Select(IdentityDetails.Of)],
            RoleDetailList = roles,
            Policies =
            [
                .. Of<ManagedPolicy>(page).Select(policy => PolicyDetails.Of(policy, account)),
                .. Of<AwsManagedPolicy>(page).Select(policy => PolicyDetails.Of(policy, account)),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    static IEnumerable<T> Of<T>(Page<Item> page) => page.Items.Select(item => item.Value).OfType<T>();

    static IEnumerable<Item> Kind(
        GetAccountAuthorizationDetailsRequest r,
        string? start,
        string filter,
        string letter,
        Func<string?, IEnumerable<Item>> after
    )
    {
        var order = start is null ? -1 : string.CompareOrdinal(start[..1], letter);
        if (order > 0 || (r.Filter is { Count: > 0 } wanted && !wanted.Contains(filter)))
            return [];
        return after(order == 0 ? start![1..] : null);
    }

    sealed record Item(string Letter, string Name, object Value);
}
