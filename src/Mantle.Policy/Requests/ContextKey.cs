using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Mantle.Policy;

/// <summary>The name of a condition key, taken apart once when a policy is compiled. Names compare ignoring case.</summary>
/// <remarks>
/// A key is <c>service:Name</c> or, with a tag key, <c>service:Name/tag</c>; those of an OIDC provider are
/// <c>host/path:claim</c>. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html">
/// IAM JSON policy elements: Condition</see>.
/// </remarks>
public sealed class ContextKey : IEquatable<ContextKey>
{
    static readonly FrozenDictionary<string, GlobalConditionKey> Globals = Enum.GetValues<GlobalConditionKey>()
        .Where(k => k != GlobalConditionKey.None)
        .ToFrozenDictionary(k => "aws:" + k, StringComparer.OrdinalIgnoreCase);

    // Keys without a tag key are few and used by every policy. The bound keeps policies with invented names from filling memory.
    const int MaxShared = 4096;
    static readonly ConcurrentDictionary<string, ContextKey> SharedKeys = new(StringComparer.Ordinal);

    readonly int hash;

    /// <summary>Takes a key's name apart.</summary>
    public ContextKey(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        hash = AsciiText.HashIgnoreCase(name);
        // The slash of a tag key follows the colon; those in an OIDC provider's path come before it.
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var slash = colon < 0 ? -1 : name.IndexOf('/', colon);
        Prefix = slash < 0 ? name : name[..slash];
        TagKey = slash < 0 ? null : name[(slash + 1)..];
        Global = Globals.GetValueOrDefault(Prefix);
    }

    /// <summary>One instance for all policies where possible.</summary>
    internal static ContextKey Shared(string name)
    {
        if (SharedKeys.TryGetValue(name, out var key))
            return key;
        key = new ContextKey(name);
        return SharedKeys.Count < MaxShared ? SharedKeys.GetOrAdd(name, key) : key;
    }

    /// <summary>The whole name as written, for example <c>aws:RequestTag/team</c>.</summary>
    public string Name { get; }

    /// <summary>The name without its tag key, for example <c>aws:RequestTag</c>.</summary>
    public string Prefix { get; }

    /// <summary>The tag key, for example <c>team</c>; null for a key that has none.</summary>
    public string? TagKey { get; }

    /// <summary>Which global condition key this is, if it is one.</summary>
    public GlobalConditionKey Global { get; }

    /// <summary>Whether this is the key of that name (without its tag key), ignoring case.</summary>
    public bool Is(string prefix) => AsciiText.EqualsIgnoreCase(Prefix, prefix);

    /// <inheritdoc/>
    public bool Equals(ContextKey? other) =>
        ReferenceEquals(this, other) || (other is not null && hash == other.hash && AsciiText.EqualsIgnoreCase(Name, other.Name));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ContextKey);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The name as written.</summary>
    public override string ToString() => Name;
}
