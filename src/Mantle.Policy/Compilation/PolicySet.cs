using System.Collections;
using System.Runtime.CompilerServices;

namespace Mantle.Policy;

/// <summary>The policies of one layer, evaluated together: for example all identity policies of a user. Immutable.</summary>
/// <remarks>Build it once per user, role or resource and keep it, for example <c>[first, second]</c>.</remarks>
[CollectionBuilder(typeof(PolicySet), nameof(Create))]
public sealed class PolicySet : IReadOnlyList<CompiledPolicy>
{
    readonly CompiledPolicy[] policies;
    PolicyGroup? group;

    PolicySet(CompiledPolicy[] policies)
    {
        // The index has eleven bits for the policy number.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(policies.Length, MaxPolicies);
        this.policies = policies;
    }

    /// <summary>Maximum number of policies in a set.</summary>
    public const int MaxPolicies = 2_000;

    /// <summary>A layer that is present but allows nothing.</summary>
    public static PolicySet Empty { get; } = new([]);

    /// <summary>
    /// One index over the statements of all policies, built at the first evaluation, so that five policies cost no more than one. Two
    /// threads may build it at the same time; both results are equal.
    /// </summary>
    internal PolicyGroup Group => group ??= new PolicyGroup(policies, null, BuildIndex());

    ActionIndex BuildIndex()
    {
        if (policies.Length == 1)
            return policies[0].Program.Index;
        var builder = new ActionIndexBuilder();
        for (var i = 0; i < policies.Length; i++)
            builder.AddAll(policies[i].Program.Index, i);
        return builder.Build();
    }

    /// <inheritdoc/>
    public int Count => policies.Length;

    /// <inheritdoc/>
    public CompiledPolicy this[int index] => policies[index];

    /// <summary>Creates a set of policies.</summary>
    public static PolicySet Create(params ReadOnlySpan<CompiledPolicy> policies) => new([.. policies]);

    /// <summary>Creates a set of policies.</summary>
    public static PolicySet Create(IEnumerable<CompiledPolicy> policies) => new([.. policies]);

    /// <inheritdoc/>
    public IEnumerator<CompiledPolicy> GetEnumerator() => ((IEnumerable<CompiledPolicy>)policies).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
