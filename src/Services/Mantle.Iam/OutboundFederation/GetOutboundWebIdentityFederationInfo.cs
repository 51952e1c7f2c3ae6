using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OutboundFederation;

[Operation]
sealed class GetOutboundWebIdentityFederationInfo(OutboundIssuers issuers)
{
    public static Access Requires(GetOutboundWebIdentityFederationInfoRequest r, Call c) =>
        new(Actions.GetOutboundWebIdentityFederationInfo, "*");

    public GetOutboundWebIdentityFederationInfoResponse Execute(GetOutboundWebIdentityFederationInfoRequest r, Call c) =>
        new() { IssuerIdentifier = issuers.UrlOf(OutboundFeature.Enabled(c.Account)), JwtVendingEnabled = true };
}
