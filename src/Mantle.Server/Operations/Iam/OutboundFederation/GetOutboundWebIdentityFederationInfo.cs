using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.OutboundFederation;

[Operation]
static class GetOutboundWebIdentityFederationInfo
{
    public static Access Requires(GetOutboundWebIdentityFederationInfoRequest r, Call c) => new("iam:GetOutboundWebIdentityFederationInfo", "*");

    public static GetOutboundWebIdentityFederationInfoResponse Execute(GetOutboundWebIdentityFederationInfoRequest r, Call c) => new()
    {
        IssuerIdentifier = c.Server.Outbound.UrlOf(OutboundFeature.Enabled(c.Account)),
        JwtVendingEnabled = true,
    };
}
