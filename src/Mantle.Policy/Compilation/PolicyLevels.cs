using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Mantle.Policy;

/// <summary>
/// Service or resource control policies: one set for each level from the organization's root to the account. Immutable.
/// </summary>
/// <remarks>
/// Build it once for all accounts under the same policies and keep it; <c>[[root], [unit], [account]]</c> makes one.
/// However many levels there are, a decision asks one index, and of the statements only those that can change it: a level
/// that allows everything is known to, so of it only what denies is left, and what denies at several levels is asked once.
/// An explanation asks every statement of every level, in the same way. See
/// <see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html">SCP evaluation</see>.
/// </remarks>
[CollectionBuilder(typeof(PolicyLevels), nameof(Create))]
public sealed class PolicyLevels : IReadOnlyList<PolicySet>
{
    readonly ImmutableArray<PolicySet> levels;
    readonly CompiledPolicy[] policies;
    readonly byte[] levelOf;
    PolicyGroup? whole;

    PolicyLevels(ImmutableArray<PolicySet> levels)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels.Length, MaxLevels);
        this.levels = levels;
        policies = [.. levels.SelectMany(level => level)];
        // The index counts policies in eleven bits.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(policies.Length, PolicySet.MaxPolicies);
        levelOf = [.. levels.SelectMany((level, number) => Enumerable.Repeat((byte)number, level.Count))];
        for (var i = 0; i < policies.Length; i++)
            if (policies[i].Program.AllowsAll)
                Open |= 1UL << levelOf[i];
        Enforced = new PolicyGroup(policies, levelOf, BuildEnforced());
        Known = new ActionMemo(Enforced);
        All = levels.IsEmpty ? 0 : ulong.MaxValue >> (MaxLevels - levels.Length);
        IsOpen = Open == All && Enforced.Index.Buckets.Length == 0;
    }

    /// <summary>How many levels there can be; AWS's organizations have at most seven.</summary>
    public const int MaxLevels = 64;

    /// <summary>A bit for each level that has a policy that allows everything to everybody.</summary>
    internal ulong Open { get; }

    /// <summary>The statements on which a decision depends.</summary>
    internal PolicyGroup Enforced { get; }

    /// <summary>Those of them that concern the actions which were asked for.</summary>
    internal ActionMemo Known { get; }

    /// <summary>Whether they limit nothing: every level allows everything, and nothing denies.</summary>
    public bool IsOpen { get; }

    /// <summary>A bit for each level.</summary>
    internal ulong All { get; }

    /// <summary>All statements, built when a decision is first explained. Two threads may build it at once; either result serves.</summary>
    internal PolicyGroup Whole => whole ??= new PolicyGroup(policies, levelOf, BuildWhole());

    ActionIndex BuildEnforced()
    {
        var builder = new ActionIndexBuilder();
        var denied = new HashSet<PolicyProgram>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < policies.Length; i++)
        {
            // The same policy on a higher level denies first.
            var denies = denied.Add(policies[i].Program);
            builder.AddAll(policies[i].Program.Index, i, denies, allows: (Open >> levelOf[i] & 1) == 0);
        }
        return builder.Build();
    }

    ActionIndex BuildWhole()
    {
        var builder = new ActionIndexBuilder();
        for (var i = 0; i < policies.Length; i++)
            builder.AddAll(policies[i].Program.Index, i);
        return builder.Build();
    }

    /// <inheritdoc/>
    public int Count => levels.Length;

    /// <inheritdoc/>
    public PolicySet this[int index] => levels[index];

    /// <summary>
    /// These levels, the organization's root first. At most <see cref="MaxLevels"/>, with <see cref="PolicySet.MaxPolicies"/>
    /// policies together.
    /// </summary>
    public static PolicyLevels Create(params ReadOnlySpan<PolicySet> levels) => new([.. levels]);

    /// <summary>
    /// These levels, the organization's root first. At most <see cref="MaxLevels"/>, with <see cref="PolicySet.MaxPolicies"/>
    /// policies together.
    /// </summary>
    public static PolicyLevels Create(IEnumerable<PolicySet> levels) => new([.. levels]);

    /// <inheritdoc/>
    public IEnumerator<PolicySet> GetEnumerator() => ((IEnumerable<PolicySet>)levels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
