using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Http;
using Mantle.Organizations.Entities;
using Mantle.Wire;

namespace Mantle.Organizations;

/// <summary>AWS Organizations.</summary>
[ServiceModule("Organizations")]
public sealed partial class OrganizationsModule(Parts parts) : HttpModule(parts), IKeepsEntities
{
    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.Organizations.Operations.Service;

    /// <inheritdoc/>
    public override ServiceTraits Traits { get; } = new OrganizationsTraits();

    /// <inheritdoc/>
    static EntityDeclarations IKeepsEntities.Entities => HandshakeEntities.Declarations;
}
