namespace Mantle.Policy;

[Flags]
enum StatementFlags
{
    None = 0,
    Deny = 1,

    /// <summary>Has <c>Resource</c>.</summary>
    Resource = 2,

    /// <summary>Has <c>NotResource</c>.</summary>
    NotResource = 4,
    Principal = 8,
    NotPrincipal = 16,

    /// <summary>Its action patterns are those of <c>NotAction</c>.</summary>
    NotAction = 32,
}

/// <summary>A run of rows in one of a policy's tables.</summary>
readonly record struct Slice(int Start, int Count);

/// <summary>A statement: where its parts are in the policy's tables.</summary>
/// <param name="Flags">Effect, and which elements it has.</param>
/// <param name="Resources">Patterns of Resource or NotResource.</param>
/// <param name="Conditions">Its conditions.</param>
/// <param name="Principals">Principals of Principal or NotPrincipal.</param>
/// <param name="Actions">Action patterns that the index cannot tell by themselves: those of NotAction, or with wildcards inside.</param>
/// <param name="FirstResource">The first of the resource patterns, mostly the only one, where it is read without a further step.</param>
readonly record struct StatementRow(
    StatementFlags Flags, Slice Resources, Slice Conditions, Slice Principals, Slice Actions, Pattern FirstResource)
{
    public bool IsDeny => (Flags & StatementFlags.Deny) != 0;

    public Effect Effect => IsDeny ? Effect.Deny : Effect.Allow;
}

/// <summary>What only explanations need of a statement, kept apart so that rows stay small.</summary>
/// <param name="Sid">The Sid in the pool; a start of -1 says there is none.</param>
/// <param name="Span">Its place in the text.</param>
readonly record struct StatementSource(Slice Sid, SourceSpan Span);
