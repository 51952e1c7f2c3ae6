namespace Mantle.Policy;

/// <summary>What the policies of one layer say.</summary>
ref struct LayerOutcome
{
    /// <summary>The first policy with a statement that denies.</summary>
    public CompiledPolicy? Denying;

    /// <summary>The first policy with a statement that allows.</summary>
    public CompiledPolicy? Allowing;

    /// <summary>That policy's number among those evaluated with it.</summary>
    public int DenyingNumber;

    /// <summary>Of the policies of an organization: a bit for each level that denies.</summary>
    public ulong DenyingLevels;

    /// <summary>The same for each level that allows.</summary>
    public ulong AllowingLevels;

    /// <summary>As what the allowing statements name the caller.</summary>
    public PrincipalMatch Allows;

    public readonly bool IsAllowed => Allows != PrincipalMatch.None;

    public readonly DecisionOutcome Outcome =>
        Denying is not null ? DecisionOutcome.ExplicitDeny
        : IsAllowed ? DecisionOutcome.Allowed
        : DecisionOutcome.ImplicitDeny;

    /// <summary>What one level of an organization says.</summary>
    public readonly DecisionOutcome At(int level) =>
        (DenyingLevels >> level & 1) != 0 ? DecisionOutcome.ExplicitDeny
        : (AllowingLevels >> level & 1) != 0 ? DecisionOutcome.Allowed
        : DecisionOutcome.ImplicitDeny;
}
