using Mantle.Admin.Workloads;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Storage;
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
    public override ICallProof? Proof { get; } = new WorkloadProof(parts.Get<Ledger>());

    /// <inheritdoc/>
    public override string? ServedAs => null;

    /// <summary>Unsigned calls say in the query string that they are for this service.</summary>
    public override bool Claims(Exchange exchange) =>
        IsQuery(exchange) && exchange.Query.Contains($"Version={Service.Version}", StringComparison.Ordinal);
}
