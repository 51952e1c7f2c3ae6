using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>
/// Reverse indexes from one name (lower case) to a set of others, updated when the entities that hold the relation change.
/// </summary>
public static class Names
{
    public static readonly ImmutableSortedSet<string> None = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Builds the index of many relations in one go.</summary>
    public static ImmutableDictionary<string, ImmutableSortedSet<string>> Index(IEnumerable<(string Key, string Name)> relations) =>
        relations
            .GroupBy(relation => relation.Key.ToLowerInvariant(), relation => relation.Name)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableSortedSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// Removes <paramref name="nameBefore"/> from the sets it was in, and adds <paramref name="nameAfter"/> to the sets it is in now.
    /// </summary>
    public static ImmutableDictionary<string, ImmutableSortedSet<string>> Move(
        ImmutableDictionary<string, ImmutableSortedSet<string>> index,
        ImmutableArray<string> before,
        string? nameBefore,
        ImmutableArray<string> after,
        string? nameAfter
    )
    {
        if (before.SequenceEqual(after) && nameBefore == nameAfter)
            return index;
        foreach (var key in before)
        {
            var set = index.GetValueOrDefault(key.ToLowerInvariant(), None).Remove(nameBefore!);
            index = set.IsEmpty ? index.Remove(key.ToLowerInvariant()) : index.SetItem(key.ToLowerInvariant(), set);
        }
        foreach (var key in after)
            index = index.SetItem(key.ToLowerInvariant(), index.GetValueOrDefault(key.ToLowerInvariant(), None).Add(nameAfter!));
        return index;
    }
}
