using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Mantle.Policy;

/// <summary>The policies of one layer, evaluated together: for example all identity policies of a user. Immutable.</summary>
/// <remarks>Build it once per user, role or resource and keep it; <c>[first, second]</c> makes one.</remarks>
[CollectionBuilder(typeof(PolicySet), nameof(Create))]
public sealed class PolicySet : IReadOnlyList<CompiledPolicy>
{
    readonly ImmutableArray<CompiledPolicy> policies;

    PolicySet(ImmutableArray<CompiledPolicy> policies) => this.policies = policies;

    /// <summary>A layer that is present and allows nothing.</summary>
    public static PolicySet Empty { get; } = new([]);

    internal ReadOnlySpan<CompiledPolicy> Policies => policies.AsSpan();

    /// <inheritdoc/>
    public int Count => policies.Length;

    /// <inheritdoc/>
    public CompiledPolicy this[int index] => policies[index];

    /// <summary>A set of these policies.</summary>
    public static PolicySet Create(params ReadOnlySpan<CompiledPolicy> policies) => new([.. policies]);

    /// <summary>A set of these policies.</summary>
    public static PolicySet Create(IEnumerable<CompiledPolicy> policies) => new([.. policies]);

    /// <inheritdoc/>
    public IEnumerator<CompiledPolicy> GetEnumerator() => ((IEnumerable<CompiledPolicy>)policies).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
