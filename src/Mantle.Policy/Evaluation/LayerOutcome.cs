namespace Mantle.Policy;

/// <summary>The result of one layer's policies.</summary>
ref struct LayerOutcome
{
    /// <summary>The first policy that denies.</summary>
    public CompiledPolicy? Denying;

    /// <summary>The first policy that allows.</summary>
    public CompiledPolicy? Allowing;

    /// <summary>The number of the first policy that allows.</summary>
    public int DenyingNumber;

    /// <summary>For policies of an organization: one bit for each level that denies.</summary>
    public ulong DenyingLevels;

    /// <summary>For policies of an organization: one bit for each level that allows.</summary>
    public ulong AllowingLevels;

    /// <summary>The forms in which the allowing statements name the caller.</summary>
    public PrincipalMatch Allows;

    public readonly bool IsAllowed => Allows != PrincipalMatch.None;

    public readonly DecisionOutcome Outcome =>
        Denying is not null ? DecisionOutcome.ExplicitDeny
        : IsAllowed ? DecisionOutcome.Allowed
        : DecisionOutcome.ImplicitDeny;

    /// <summary>The result of one level of an organization.</summary>
    public readonly DecisionOutcome At(int level) =>
        (DenyingLevels >> level & 1) != 0 ? DecisionOutcome.ExplicitDeny
        : (AllowingLevels >> level & 1) != 0 ? DecisionOutcome.Allowed
        : DecisionOutcome.ImplicitDeny;
}
