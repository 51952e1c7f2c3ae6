namespace Mantle.Policy;

/// <summary>The request context: what is known about a request, asked for only as policies need it.</summary>
/// <remarks>
/// A key that is not present is not the same as one with an empty value; which keys are missing decides conditions.
/// All values are text: dates in ISO 8601 or epoch seconds, numbers in decimal, <c>true</c> and <c>false</c>, binary
/// in base64. Implementations should answer the same for the same key throughout one evaluation.
/// </remarks>
public abstract class RequestContext
{
    /// <summary>A context without any keys.</summary>
    public static RequestContext Empty { get; } = new EmptyContext();

    /// <summary>The values of a key; false when the key is not present.</summary>
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
