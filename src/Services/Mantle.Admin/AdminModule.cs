using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Http;
using Mantle.Wire;

namespace Mantle.Admin;

/// <summary>Mantle's own service, for its command line.</summary>
[ServiceModule("Admin")]
public sealed partial class AdminModule(Parts parts) : HttpModule(parts)
{
    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.Admin.Operations.Service;

    /// <inheritdoc/>
    public override ServiceTraits Traits { get; } = new AdminTraits();

    /// <inheritdoc/>
    public override string? ServedAs => null;
}
