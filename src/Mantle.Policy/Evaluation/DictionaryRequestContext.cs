using System.Collections;

namespace Mantle.Policy;

/// <summary>A request context that holds its keys in a dictionary.</summary>
public sealed class DictionaryRequestContext : RequestContext, IEnumerable<KeyValuePair<string, ContextValues>>
{
    readonly Dictionary<ContextKey, ContextValues> values = [];

    /// <summary>Sets the value of a key.</summary>
    public void Add(string key, string value) => values[new ContextKey(key)] = new ContextValues(value);

    /// <summary>Sets the values of a multivalued key.</summary>
    public void Add(string key, params string[] valuesOfKey) => values[new ContextKey(key)] = new ContextValues(valuesOfKey);

    /// <inheritdoc/>
    public override bool TryGetValues(ContextKey key, out ContextValues values) => this.values.TryGetValue(key, out values);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ContextValues>> GetEnumerator()
    {
        foreach (var (key, value) in values)
            yield return new(key.Name, value);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
