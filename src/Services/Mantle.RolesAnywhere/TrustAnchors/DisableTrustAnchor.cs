using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

[Operation]
static class DisableTrustAnchor
{
    public static Access Requires(ScalarTrustAnchorRequest r, Call c) =>
        AccessTo.One<TrustAnchor>(c, Actions.DisableTrustAnchor, r.TrustAnchorId);

    public static TrustAnchorDetailResponse Execute(ScalarTrustAnchorRequest r, Change change)
    {
        var found = Existing.TrustAnchor(change.Call, change.Account, r.TrustAnchorId) with { Enabled = false, UpdateDate = change.Time };
        change.Put(found);
        return TrustAnchorShape.Answer(change.Call, found);
    }
}
