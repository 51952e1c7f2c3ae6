using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OutboundFederation;

[Operation]
static class DisableOutboundWebIdentityFederation
{
    public static Access Requires(DisableOutboundWebIdentityFederationRequest r, Call c) =>
        new(Actions.DisableOutboundWebIdentityFederation, "*");

    /// <summary>Stops issuing tokens. Issued tokens stay valid, so the issuer's keys stay published.</summary>
    public static void Execute(DisableOutboundWebIdentityFederationRequest r, Change change) =>
        change.Put(OutboundFeature.Enabled(change.Account) with { Enabled = false });
}
