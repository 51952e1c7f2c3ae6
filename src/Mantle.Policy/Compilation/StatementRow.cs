namespace Mantle.Policy;

/// <summary>A statement: the positions of its parts in the policy's tables.</summary>
/// <param name="Flags">Effect, and which elements it has.</param>
/// <param name="Resources">Patterns of Resource or NotResource.</param>
/// <param name="Conditions">Its conditions.</param>
/// <param name="Principals">Principals of Principal or NotPrincipal.</param>
/// <param name="Actions">Action patterns that the index cannot decide: those of NotAction, or with wildcards inside.</param>
/// <param name="FirstResource">The first resource pattern, often the only one, copied here to save a memory access.</param>
readonly record struct StatementRow(
    StatementFlags Flags,
    Slice Resources,
    Slice Conditions,
    Slice Principals,
    Slice Actions,
    Pattern FirstResource
)
{
    public bool IsDeny => (Flags & StatementFlags.Deny) != 0;

    public Effect Effect => IsDeny ? Effect.Deny : Effect.Allow;
}
