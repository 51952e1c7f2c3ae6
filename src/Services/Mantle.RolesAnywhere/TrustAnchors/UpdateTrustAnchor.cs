using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

[Operation]
static class UpdateTrustAnchor
{
    public static Access Requires(UpdateTrustAnchorRequest r, Call c) =>
        AccessTo.One<TrustAnchor>(c, Actions.UpdateTrustAnchor, r.TrustAnchorId);

    public static TrustAnchorDetailResponse Execute(UpdateTrustAnchorRequest r, Change change)
    {
        var anchor = Existing.TrustAnchor(change.Call, change.Account, r.TrustAnchorId);
        anchor = anchor with
        {
            Name = r.Name ?? anchor.Name,
            Certificates = r.Source is { } source ? SourceInput.Checked(source, change.EnforcesQuotas) : anchor.Certificates,
            UpdateDate = change.Time,
        };
        change.Put(anchor);
        return TrustAnchorShape.Answer(change.Call, anchor);
    }
}
