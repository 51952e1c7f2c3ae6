using System.Text.Json.Serialization.Metadata;

namespace Mantle.Core.Entities;

/// <summary>The entity types that a project declares.</summary>
/// <param name="Json">Their JSON serialization.</param>
/// <param name="Types">Their records.</param>
public sealed record EntityDeclarations(IJsonTypeInfoResolver Json, params IReadOnlyList<Type> Types)
{
    /// <summary>The declarations of a project without entities.</summary>
    public static EntityDeclarations None { get; } = new(JsonTypeInfoResolver.Combine());
}
