namespace Mantle.Core.Modules;

/// <summary>A service that can be served.</summary>
/// <param name="Make">Makes its module of what the host and the modules before it offer.</param>
/// <param name="Entities">The entities that it keeps.</param>
public sealed record ModuleOffer(Func<Parts, ServiceModule> Make, EntityDeclarations Entities)
{
    /// <summary>A service that keeps no entities of its own.</summary>
    public static ModuleOffer Of<T>(Func<Parts, T> make)
        where T : ServiceModule => new(make, EntityDeclarations.None);

    /// <summary>A service that keeps entities.</summary>
    public static ModuleOffer Keeping<T>(Func<Parts, T> make)
        where T : ServiceModule, IKeepsEntities => new(make, T.Entities);
}
