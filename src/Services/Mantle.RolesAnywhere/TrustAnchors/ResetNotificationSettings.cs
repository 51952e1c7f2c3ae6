using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

[Operation]
static class ResetNotificationSettings
{
    public static Access Requires(ResetNotificationSettingsRequest r, Call c) =>
        AccessTo.One<TrustAnchor>(c, Actions.ResetNotificationSettings, r.TrustAnchorId);

    public static ResetNotificationSettingsResponse Execute(ResetNotificationSettingsRequest r, Change change)
    {
        var anchor = Existing.TrustAnchor(change.Call, change.Account, r.TrustAnchorId);
        anchor = anchor with { Notices = Notices.Without(anchor.Notices, r.NotificationSettingKeys), UpdateDate = change.Time };
        change.Put(anchor);
        return new() { TrustAnchor = TrustAnchorShape.Of(change.Call, anchor) };
    }
}
