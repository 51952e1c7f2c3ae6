using System.Collections.Frozen;

namespace Mantle.Policy;

/// <summary>AWS's documented condition keys, global ones and those of services, with their types.</summary>
/// <remarks>Read from the library on first use. Does not contain keys of identity providers, such as <c>host/path:sub</c>.</remarks>
public static class ConditionKeyCatalog
{
    static readonly Lazy<FrozenDictionary<string, (ConditionKeyType Type, bool IsMultivalued)>> Keys = new(Read);

    /// <summary>Finds a key, ignoring case. A key with a tag key is found by the part before the tag key.</summary>
    /// <param name="name">For example <c>s3:prefix</c> or <c>aws:RequestTag/team</c>.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="isMultivalued">
    /// Whether a request can have several values, so that conditions need <c>ForAllValues</c> or <c>ForAnyValue</c>.
    /// </param>
    public static bool TryGet(string name, out ConditionKeyType type, out bool isMultivalued)
    {
        ArgumentNullException.ThrowIfNull(name);
        var found = Keys.Value.TryGetValue(name, out var key);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (!found && slash >= 0)
            found = Keys.Value.TryGetValue(name[..(slash + 1)], out key);
        (type, isMultivalued) = key;
        return found;
    }

    internal static bool IsMultivalued(string name) => TryGet(name, out _, out var isMultivalued) && isMultivalued;

    static FrozenDictionary<string, (ConditionKeyType, bool)> Read()
    {
        using var reader = new StreamReader(typeof(ConditionKeyCatalog).Assembly.GetManifestResourceStream("condition-keys.txt")!);
        var keys = new Dictionary<string, (ConditionKeyType, bool)>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            const string ArrayOf = "ArrayOf";
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var type = line[(blank + 1)..];
            var isMultivalued = type.StartsWith(ArrayOf, StringComparison.Ordinal);
            keys[line[..blank]] = (
                Enum.Parse<ConditionKeyType>(isMultivalued ? type[ArrayOf.Length..] : type, ignoreCase: true),
                isMultivalued
            );
        }
        return keys.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
