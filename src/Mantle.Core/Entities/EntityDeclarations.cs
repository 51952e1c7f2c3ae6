using System.Text.Json.Serialization.Metadata;

namespace Mantle.Core.Entities;

/// <summary>The types of entities that a project declares.</summary>
/// <param name="Json">How they are written as JSON.</param>
/// <param name="Types">The records.</param>
public sealed record EntityDeclarations(IJsonTypeInfoResolver Json, params IReadOnlyList<Type> Types)
{
    /// <summary>A project without entities of its own.</summary>
    public static EntityDeclarations None { get; } = new(JsonTypeInfoResolver.Combine());
}
