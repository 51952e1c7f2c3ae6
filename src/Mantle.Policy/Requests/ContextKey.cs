using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Mantle.Policy;

/// <summary>The name of a condition key, parsed once when a policy is compiled. Names ignore case.</summary>
/// <remarks>
/// A key is <c>service:Name</c> or, with a tag key, <c>service:Name/tag</c>. An OIDC provider's key is
/// <c>host/path:claim</c>. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html">
/// IAM JSON policy elements: Condition</see>.
/// </remarks>
public sealed class ContextKey : IEquatable<ContextKey>
{
    static readonly FrozenDictionary<string, GlobalConditionKey> Globals = Enum.GetValues<GlobalConditionKey>()
        .Where(k => k != GlobalConditionKey.None)
        .ToFrozenDictionary(k => "aws:" + k, StringComparer.OrdinalIgnoreCase);

    // Keys without a tag key are few and shared by all policies. The limit keeps invented names from filling memory.
    const int MaxShared = 4096;
    static readonly ConcurrentDictionary<string, ContextKey> SharedKeys = new(StringComparer.Ordinal);

    readonly int hash;

    /// <summary>Parses a key's name.</summary>
    public ContextKey(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        hash = AsciiText.HashIgnoreCase(name);
        // The slash of a tag key comes after the colon; slashes in an OIDC provider's path come before it.
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var slash = colon < 0 ? -1 : name.IndexOf('/', colon);
        Prefix = slash < 0 ? name : name[..slash];
        TagKey = slash < 0 ? null : name[(slash + 1)..];
        Global = Globals.GetValueOrDefault(Prefix);
    }

    /// <summary>Returns a shared instance if possible.</summary>
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

    /// <summary>The tag key, for example <c>team</c>; null if there is none.</summary>
    public string? TagKey { get; }

    /// <summary>The global condition key that this is, if it is one.</summary>
    public GlobalConditionKey Global { get; }

    /// <summary>Whether this key has a name (without the tag key), ignoring case.</summary>
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
