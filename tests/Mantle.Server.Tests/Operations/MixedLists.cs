using System.Globalization;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.HolderLists;

namespace Mantle.Server.Tests.Operations;

/// <summary>Lists whose entries are of more than one kind, or are asked for.</summary>
static class MixedLists
{
    /// <summary>Users first, then groups, then roles, so that pages meet where one kind ends and the next begins.</summary>
    static Holder KindOf(string entry) => Holders[int.Parse(entry.AsSpan(1, 3), CultureInfo.InvariantCulture) / 84];

    static string[] NameElements { get; } = [.. Holders.Select(holder => $"{holder.Kind}Name")];

    public static PagedList EntitiesForPolicy() =>
        new(
            250,
            25,
            NameElements,
            async (client, entry) =>
            {
                var holder = KindOf(entry);
                await holder.CreateAsync(client, entry);
                await client.Iam($"Attach{holder.Kind}Policy", holder.Named(entry), ("PolicyArn", client.Arn("policy/x")));
                return entry;
            }
        )
        {
            RemoveAsync = (client, entry) =>
                client.Iam($"Detach{KindOf(entry).Kind}Policy", KindOf(entry).Named(entry), ("PolicyArn", client.Arn("policy/x"))),
            PrepareAsync = async client =>
            {
                await client.NewPolicyAsync("x");
                return [];
            },
            Parameters = client => [("PolicyArn", client.Arn("policy/x"))],
        };

    public static PagedList AuthorizationDetails() =>
        new(
            250,
            25,
            NameElements,
            async (client, entry) =>
            {
                await KindOf(entry).CreateAsync(client, entry);
                return entry;
            }
        )
        {
            RemoveAsync = (client, entry) => client.Iam($"Delete{KindOf(entry).Kind}", KindOf(entry).Named(entry)),
            PrepareAsync = _ => Task.FromResult<string[]>(["writer"]),
        };

    /// <summary>The entries are the actions that are asked about.</summary>
    public static PagedList Simulation(Func<TestClient, (string, string)> subject) =>
        new(0, 25, ["EvalActionName"], (_, entry) => Task.FromResult(entry))
        {
            PrepareAsync = async client =>
            {
                await Prepare(Holders[2])(client);
                return [.. Actions];
            },
            Parameters = client => [subject(client), .. Actions.Select((action, i) => ($"ActionNames.member.{i + 1}", action))],
        };

    static string[] Actions { get; } = [.. Enumerable.Range(0, 250).Select(i => $"s3:Get{i:000}")];
}
