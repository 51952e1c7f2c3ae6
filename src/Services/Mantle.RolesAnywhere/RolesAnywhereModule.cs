using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.RolesAnywhere.Entities;
using Mantle.RolesAnywhere.Sessions;
using Mantle.SigV4;
using Mantle.Wire;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere;

/// <summary>AWS IAM Roles Anywhere: servers outside get roles for X.509 certificates.</summary>
[ServiceModule("RolesAnywhere")]
public sealed partial class RolesAnywhereModule(Parts parts) : HttpModule(parts), IKeepsEntities
{
    readonly Ledger ledger = parts.Get<Ledger>();
    readonly RefusalLimit refusals = new();

    /// <inheritdoc/>
    public override ServiceInfo Service => Operations.Service;

    /// <inheritdoc/>
    static EntityDeclarations IKeepsEntities.Entities => RolesAnywhereEntities.Declarations;

    /// <inheritdoc/>
    public override bool Claims(Exchange exchange) => IsCalledByHost(exchange);

    /// <inheritdoc/>
    public override bool IsUnsigned(Exchange exchange) => CertificateSignature.IsClaimed(exchange.Signable);

    /// <inheritdoc/>
    public override async ValueTask<ProvenRequest?> BindProvenAsync(Exchange exchange)
    {
        if (!CertificateSignature.IsClaimed(exchange.Signable))
            return null;
        var bound = await Protocol.BindAsync(exchange);
        if (bound.Request is not CreateSessionRequest request)
            throw CommonErrors.AccessDenied($"{bound.Operation.Info.Name} is not signed with a certificate's key.");
        return new ProvenRequest(
            bound with
            {
                Request = CreateSessionInput.Merged(request),
            },
            new CertificateProof(exchange, ledger, refusals)
        );
    }
}
