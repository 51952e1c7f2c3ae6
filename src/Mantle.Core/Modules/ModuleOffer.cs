namespace Mantle.Core.Modules;

/// <summary>A service that the server can host.</summary>
/// <param name="Make">Creates its module from the parts that the host and earlier modules provide.</param>
/// <param name="Entities">The entity types that it stores.</param>
public sealed record ModuleOffer(Func<Parts, ServiceModule> Make, EntityDeclarations Entities)
{
    /// <summary>Offers a service that stores no entities of its own.</summary>
    public static ModuleOffer Of<T>(Func<Parts, T> make)
        where T : ServiceModule => new(make, EntityDeclarations.None);

    /// <summary>Offers a service that stores entities.</summary>
    public static ModuleOffer Keeping<T>(Func<Parts, T> make)
        where T : ServiceModule, IKeepsEntities => new(make, T.Entities);
}
