namespace Mantle.Policy;

/// <summary>What the policies of one layer say.</summary>
ref struct LayerOutcome
{
    /// <summary>The first policy with a statement that denies.</summary>
    public CompiledPolicy? Denying;

    /// <summary>The first policy with a statement that allows.</summary>
    public CompiledPolicy? Allowing;

    /// <summary>As what the allowing statements name the caller.</summary>
    public PrincipalMatch Allows;

    public readonly bool IsAllowed => Allows != PrincipalMatch.None;

    public readonly DecisionOutcome Outcome =>
        Denying is not null ? DecisionOutcome.ExplicitDeny : IsAllowed ? DecisionOutcome.Allowed : DecisionOutcome.ImplicitDeny;
}
