namespace Mantle.Policy;

/// <summary>The outcome of a decision.</summary>
public enum DecisionOutcome
{
    /// <summary>No statement allows the request (<c>implicitDeny</c>).</summary>
    ImplicitDeny,

    /// <summary>A statement denies the request (<c>explicitDeny</c>).</summary>
    ExplicitDeny,

    /// <summary>The request is allowed (<c>allowed</c>).</summary>
    Allowed,
}
