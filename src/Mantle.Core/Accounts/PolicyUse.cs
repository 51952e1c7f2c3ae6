using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Mantle.Core.Accounts;

/// <summary>
/// How many users, groups and roles have a managed policy attached, and how many users and roles have it as permissions boundary.
/// </summary>
public readonly record struct PolicyUse(int Attachments, int Boundaries)
{
    /// <summary>Counts for many identities in one go.</summary>
    public static ImmutableDictionary<string, PolicyUse> Index(IEnumerable<Identity> identities)
    {
        var uses = new Dictionary<string, PolicyUse>(StringComparer.Ordinal);
        foreach (var identity in identities)
        {
            foreach (var arn in identity.AttachedPolicies)
            {
                ref var use = ref CollectionsMarshal.GetValueRefOrAddDefault(uses, arn, out _);
                use = use with { Attachments = use.Attachments + 1 };
            }
            if (Boundary(identity) is { } boundary)
                uses[boundary] = uses.GetValueOrDefault(boundary) with { Boundaries = uses.GetValueOrDefault(boundary).Boundaries + 1 };
        }
        return uses.ToImmutableDictionary();
    }

    /// <summary>The counts after an identity changed from <paramref name="before"/> to <paramref name="after"/>.</summary>
    public static ImmutableDictionary<string, PolicyUse> Move(
        ImmutableDictionary<string, PolicyUse> uses,
        Identity? before,
        Identity? after
    )
    {
        if (
            before is not null
            && after is not null
            && before.AttachedPolicies.SequenceEqual(after.AttachedPolicies)
            && Boundary(before) == Boundary(after)
        )
            return uses;
        uses = Count(uses, before, -1);
        return Count(uses, after, +1);
    }

    static string? Boundary(Identity? identity) => (identity as ActingIdentity)?.PermissionsBoundary;

    static ImmutableDictionary<string, PolicyUse> Count(ImmutableDictionary<string, PolicyUse> uses, Identity? identity, int step)
    {
        if (identity is null)
            return uses;
        foreach (var arn in identity.AttachedPolicies)
            uses = Set(uses, arn, uses.GetValueOrDefault(arn) with { Attachments = uses.GetValueOrDefault(arn).Attachments + step });
        if (Boundary(identity) is { } boundary)
            uses = Set(
                uses,
                boundary,
                uses.GetValueOrDefault(boundary) with
                {
                    Boundaries = uses.GetValueOrDefault(boundary).Boundaries + step,
                }
            );
        return uses;
    }

    static ImmutableDictionary<string, PolicyUse> Set(ImmutableDictionary<string, PolicyUse> uses, string arn, PolicyUse use) =>
        use == default ? uses.Remove(arn) : uses.SetItem(arn, use);
}
