using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>
/// Condition keys of a service that are computed on demand: their values are costly, or their names have a variable part.
/// </summary>
public abstract class ServiceKeys
{
    /// <summary>The values of a key; false if the call does not have the key.</summary>
    public abstract bool TryGetValues(ContextKey key, out ContextValues values);

    /// <summary>The names of the keys that the call has, for the reasons of a decision.</summary>
    public virtual IEnumerable<string> Names => [];
}
