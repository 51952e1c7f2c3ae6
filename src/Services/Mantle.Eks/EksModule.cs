using Mantle.Core.Modules;
using Mantle.Eks.Entities;
using Mantle.Http;
using Mantle.Wire;

namespace Mantle.Eks;

/// <summary>Amazon EKS: which service accounts of a cluster have which roles (pod identity).</summary>
[ServiceModule("Eks")]
public sealed partial class EksModule(Parts parts) : HttpModule(parts), IKeepsEntities
{
    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.Eks.Operations.Service;

    /// <inheritdoc/>
    static EntityDeclarations IKeepsEntities.Entities => EksEntities.Declarations;
}
