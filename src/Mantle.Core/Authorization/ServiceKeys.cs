using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>
/// Condition keys of a service that take more than a value to answer: keys with a part of their own, values looked up on demand.
/// </summary>
public abstract class ServiceKeys
{
    /// <summary>The values of a key; false where the call does not have the key.</summary>
    public abstract bool TryGetValues(ContextKey key, out ContextValues values);

    /// <summary>The keys that the call has, for the reasons of a decision.</summary>
    public virtual IEnumerable<string> Names => [];
}
