namespace Mantle.Policy;

/// <summary>The request context: the condition keys of a request, read only if policies use them.</summary>
/// <remarks>
/// A missing key is different from a key with an empty value; conditions depend on which keys are missing.
/// All values are text: dates in ISO 8601 or epoch seconds, numbers in decimal, <c>true</c> and <c>false</c>, binary
/// in base64. Implementations should return the same values for a key throughout one evaluation.
/// </remarks>
public abstract class RequestContext
{
    /// <summary>A context without any keys.</summary>
    public static RequestContext Empty { get; } = new EmptyContext();

    /// <summary>The values of a key; false if the key is missing.</summary>
    public abstract bool TryGetValues(ContextKey key, out ContextValues values);

    sealed class EmptyContext : RequestContext
    {
        public override bool TryGetValues(ContextKey key, out ContextValues values)
        {
            values = default;
            return false;
        }
    }
}
