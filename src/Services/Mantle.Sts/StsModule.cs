using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Core.Modules;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.Iam.OutboundFederation;
using Mantle.Sts.Federation;
using Mantle.Wire;

namespace Mantle.Sts;

/// <summary>AWS Security Token Service.</summary>
[ServiceModule("Sts")]
public sealed partial class StsModule : HttpModule
{
    /// <summary>Takes the issuers that the IAM module shares.</summary>
    public StsModule(Parts parts)
        : base(parts)
    {
        var (outbound, secrets) = (parts.Get<OutboundIssuers>(), parts.Get<SecretBox>());
        parts.Add(new OutboundTokens(outbound, secrets));
        var webIdentities = parts.Add(new WebIdentityTokens(parts.Get<Issuers>(), outbound, parts.Get<MantleSettings>()));
        Proof = new ExternalCallers(parts.Get<Ledger>(), secrets, webIdentities);
    }

    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.Sts.Operations.Service;

    /// <inheritdoc/>
    public override ServiceTraits Traits { get; } = new StsTraits();

    /// <inheritdoc/>
    public override ICallProof? Proof { get; }

    /// <inheritdoc/>
    public override bool Claims(Exchange exchange) => IsCalledByHost(exchange);

    /// <inheritdoc/>
    public override bool TakesTheRest(Exchange exchange) => IsQuery(exchange);
}
