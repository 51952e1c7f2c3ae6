using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

[Operation]
static class PutNotificationSettings
{
    public static Access Requires(PutNotificationSettingsRequest r, Call c) =>
        AccessTo.One<TrustAnchor>(c, Actions.PutNotificationSettings, r.TrustAnchorId);

    public static PutNotificationSettingsResponse Execute(PutNotificationSettingsRequest r, Change change)
    {
        var anchor = Existing.TrustAnchor(change.Call, change.Account, r.TrustAnchorId);
        anchor = anchor with { Notices = Notices.With(anchor.Notices, r.NotificationSettings), UpdateDate = change.Time };
        change.Put(anchor);
        return new() { TrustAnchor = TrustAnchorShape.Of(change.Call, anchor) };
    }
}
