namespace Mantle.Core.Modules;

/// <summary>A module whose service keeps entities of its own. They are known before the module is made: the store reads them.</summary>
public interface IKeepsEntities
{
    /// <summary>The entities that the service keeps.</summary>
    static abstract EntityDeclarations Entities { get; }
}
