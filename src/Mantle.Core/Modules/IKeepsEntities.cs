namespace Mantle.Core.Modules;

/// <summary>
/// A module whose service stores its own entities. They are static, because the store needs them before the module exists.
/// </summary>
public interface IKeepsEntities
{
    /// <summary>The entity types that the service stores.</summary>
    static abstract EntityDeclarations Entities { get; }
}
