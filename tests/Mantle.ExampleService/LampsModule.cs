using Mantle.Core.Modules;
using Mantle.ExampleService.Entities;
using Mantle.Http;
using Mantle.Wire;

namespace Mantle.ExampleService;

/// <summary>The service: everything that the core needs to know of it.</summary>
[ServiceModule("Lamps")]
public sealed partial class LampsModule(Parts parts) : HttpModule(parts), IKeepsEntities
{
    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.Lamps.Operations.Service;

    static EntityDeclarations IKeepsEntities.Entities => LampEntities.Declarations;
}
