using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Mantle.Policy;

/// <summary>
/// Service or resource control policies: one set for each level from the organization's root to the account. Immutable.
/// </summary>
/// <remarks>
/// Build it once for all accounts with the same policies and keep it, for example <c>[[root], [unit], [account]]</c>.
/// A decision uses one index for all levels, and only those statements that can change the decision: at a level that allows everything,
/// only denies count, and a deny that occurs at several levels is evaluated once.
/// An explanation evaluates every statement of every level. See
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
        // The index has eleven bits for the policy number.
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

    /// <summary>Maximum number of levels. Organizations have at most seven.</summary>
    public const int MaxLevels = 64;

    /// <summary>One bit for each level with a policy that allows everything.</summary>
    internal ulong Open { get; }

    /// <summary>The statements that can change a decision.</summary>
    internal PolicyGroup Enforced { get; }

    /// <summary>Cache of those statements for the actions that were used.</summary>
    internal ActionMemo Known { get; }

    /// <summary>Whether they limit nothing: every level allows everything, and nothing denies.</summary>
    public bool IsOpen { get; }

    /// <summary>One bit for each level.</summary>
    internal ulong All { get; }

    /// <summary>
    /// All statements, built for the first explanation. Two threads may build it at the same time; both results are equal.
    /// </summary>
    internal PolicyGroup Whole => whole ??= new PolicyGroup(policies, levelOf, BuildWhole());

    ActionIndex BuildEnforced()
    {
        var builder = new ActionIndexBuilder();
        var denied = new HashSet<PolicyProgram>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < policies.Length; i++)
        {
            // The same policy at a higher level denies first.
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
    /// Creates the levels, starting with the organization's root. At most <see cref="MaxLevels"/>, with
    /// <see cref="PolicySet.MaxPolicies"/> policies in total.
    /// </summary>
    public static PolicyLevels Create(params ReadOnlySpan<PolicySet> levels) => new([.. levels]);

    /// <summary>
    /// Creates the levels, starting with the organization's root. At most <see cref="MaxLevels"/>, with
    /// <see cref="PolicySet.MaxPolicies"/> policies in total.
    /// </summary>
    public static PolicyLevels Create(IEnumerable<PolicySet> levels) => new([.. levels]);

    /// <inheritdoc/>
    public IEnumerator<PolicySet> GetEnumerator() => ((IEnumerable<PolicySet>)levels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
