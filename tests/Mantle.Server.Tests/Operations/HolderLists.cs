using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations;

/// <summary>Lists of a user's, a group's or a role's entities.</summary>
static class HolderLists
{
    public static readonly Holder[] Holders = [new("User"), new("Group"), new("Role")];

    /// <summary>Makes the user, group or role <c>x</c>.</summary>
    public static Func<TestClient, Task<string[]>> Prepare(Holder holder) =>
        async client =>
        {
            await holder.CreateAsync(client, "x");
            return [];
        };

    public static PagedList InstanceProfilesForRole() =>
        PagedList.Of(
            "InstanceProfileName",
            async (client, entry) =>
            {
                await ProfileAsync(client, entry);
                await client.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", entry), ("RoleName", "x"));
            },
            (client, entry) => client.Iam("RemoveRoleFromInstanceProfile", ("InstanceProfileName", entry), ("RoleName", "x"))
        ) with
        {
            PrepareAsync = Prepare(Holders[2]),
            Parameters = _ => [("RoleName", "x")],
        };

    public static PagedList MembersOfGroup() =>
        PagedList.Of(
            "UserName",
            async (client, entry) =>
            {
                await Holders[0].CreateAsync(client, entry);
                await client.Iam("AddUserToGroup", ("UserName", entry), ("GroupName", "x"));
            },
            (client, entry) => client.Iam("RemoveUserFromGroup", ("UserName", entry), ("GroupName", "x"))
        ) with
        {
            PrepareAsync = Prepare(Holders[1]),
            Parameters = _ => [("GroupName", "x")],
        };

    public static PagedList GroupsForUser() =>
        PagedList.Short(
            10,
            "GroupName",
            async (client, entry) =>
            {
                await Holders[1].CreateAsync(client, entry);
                await client.Iam("AddUserToGroup", ("UserName", "x"), ("GroupName", entry));
            },
            (client, entry) => client.Iam("RemoveUserFromGroup", ("UserName", "x"), ("GroupName", entry))
        ) with
        {
            PrepareAsync = Prepare(Holders[0]),
            Parameters = _ => [("UserName", "x")],
        };

    public static PagedList Attached(Holder holder) =>
        PagedList.Short(
            10,
            "PolicyName",
            async (client, entry) =>
                await client.Iam($"Attach{holder.Kind}Policy", holder.Named("x"), ("PolicyArn", await client.NewPolicyAsync(entry))),
            (client, entry) => client.Iam($"Detach{holder.Kind}Policy", holder.Named("x"), ("PolicyArn", client.Arn($"policy/{entry}")))
        ) with
        {
            PrepareAsync = Prepare(holder),
            Parameters = _ => [holder.Named("x")],
        };

    public static PagedList Inline(Holder holder) =>
        PagedList.Short(
            10,
            "member",
            (client, entry) =>
                client.Iam($"Put{holder.Kind}Policy", holder.Named("x"), ("PolicyName", entry), ("PolicyDocument", IamCalls.AnyPolicy)),
            (client, entry) => client.Iam($"Delete{holder.Kind}Policy", holder.Named("x"), ("PolicyName", entry))
        ) with
        {
            PrepareAsync = Prepare(holder),
            Parameters = _ => [holder.Named("x")],
        };

    /// <summary>Entities of the user <c>x</c> whose names the server chooses.</summary>
    public static PagedList OfUser(
        int count,
        string shown,
        Func<TestClient, string, Task<string>> add,
        Func<TestClient, string, Task> remove
    ) =>
        new(count, 1, [shown], add)
        {
            RemoveAsync = remove,
            PrepareAsync = Prepare(Holders[0]),
            Parameters = _ => [("UserName", "x")],
        };

    public static Task ProfileAsync(TestClient client, string entry) => client.Iam("CreateInstanceProfile", ("InstanceProfileName", entry));
}
