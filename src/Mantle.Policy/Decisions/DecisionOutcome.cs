namespace Mantle.Policy;

/// <summary>How a request was decided.</summary>
public enum DecisionOutcome
{
    /// <summary>Nothing allows it (<c>implicitDeny</c>).</summary>
    ImplicitDeny,

    /// <summary>A statement denies it (<c>explicitDeny</c>).</summary>
    ExplicitDeny,

    /// <summary>It is allowed (<c>allowed</c>).</summary>
    Allowed,
}
