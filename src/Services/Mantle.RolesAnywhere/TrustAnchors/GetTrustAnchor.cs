using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

[Operation]
static class GetTrustAnchor
{
    public static Access Requires(ScalarTrustAnchorRequest r, Call c) =>
        AccessTo.One<TrustAnchor>(c, Actions.GetTrustAnchor, r.TrustAnchorId);

    public static TrustAnchorDetailResponse Execute(ScalarTrustAnchorRequest r, Call c) =>
        TrustAnchorShape.Answer(c, Existing.TrustAnchor(c, c.Account, r.TrustAnchorId));
}
