using System.Collections;

namespace Mantle.Policy;

/// <summary>A request context that stores its keys and values.</summary>
/// <remarks>Add all keys before using it. Adding a key during an evaluation is not thread-safe.</remarks>
public sealed class DictionaryRequestContext : RequestContext, IEnumerable<KeyValuePair<string, ContextValues>>
{
    // A request has about a dozen keys, and policies and requests usually share the key instances, so a linear search is faster than
    // hashing.
    const int MaxScanned = 16;

    ContextKey[] keys = new ContextKey[8];
    ContextValues[] values = new ContextValues[8];
    int count;
    Dictionary<ContextKey, int>? places;

    /// <summary>Sets the value of a key.</summary>
    public void Add(string key, string value) => Set(ContextKey.Shared(key), new ContextValues(value));

    /// <summary>Sets the values of a multivalued key.</summary>
    public void Add(string key, params string[] valuesOfKey) => Set(ContextKey.Shared(key), new ContextValues(valuesOfKey));

    void Set(ContextKey key, ContextValues value)
    {
        var place = IndexOf(key);
        if (place >= 0)
        {
            values[place] = value;
            return;
        }
        if (count == keys.Length)
        {
            Array.Resize(ref keys, count * 2);
            Array.Resize(ref values, count * 2);
        }
        keys[count] = key;
        values[count] = value;
        places?.Add(key, count);
        count++;
        if (count > MaxScanned && places is null)
        {
            places = [];
            for (var i = 0; i < count; i++)
                places.Add(keys[i], i);
        }
    }

    /// <inheritdoc/>
    public override bool TryGetValues(ContextKey key, out ContextValues values)
    {
        var place = IndexOf(key);
        values = place < 0 ? default : this.values[place];
        return place >= 0;
    }

    int IndexOf(ContextKey key)
    {
        var present = keys.AsSpan(0, count);
        if (places is not null)
            return places.TryGetValue(key, out var place) ? place : -1;
        for (var i = 0; i < present.Length; i++)
            if (ReferenceEquals(present[i], key))
                return i;
        for (var i = 0; i < present.Length; i++)
            if (present[i].Equals(key))
                return i;
        return -1;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ContextValues>> GetEnumerator()
    {
        for (var i = 0; i < count; i++)
            yield return new(keys[i].Name, values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
