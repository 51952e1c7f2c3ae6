using System.Collections.Immutable;
using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

/// <summary>
/// The notification settings of a trust anchor, customized or not
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/customize-notification-settings.html"/>).
/// </summary>
static class Notices
{
    const int DefaultThreshold = 45;

    static readonly string[] Events = [NotificationEvent.CaCertificateExpiry, NotificationEvent.EndEntityCertificateExpiry];

    /// <summary>The settings with others put in.</summary>
    /// <exception cref="Wire.ApiException">ValidationException: an event is there twice, or enabled without a threshold.</exception>
    public static ImmutableArray<ExpiryNotice> With(ImmutableArray<ExpiryNotice> existing, IReadOnlyList<NotificationSetting>? settings)
    {
        if (settings is null)
            return existing;
        if (settings.Select(each => each.Event).Distinct(StringComparer.Ordinal).Count() != settings.Count)
            throw Errors.ValidationException("Duplicate notification settings found for an event.");
        if (settings.Any(each => each.Enabled && each.Threshold is null))
            throw Errors.ValidationException("A threshold is required for a notification setting that is enabled.");
        return
        [
            .. existing.Where(notice => settings.All(each => each.Event != notice.Event)),
            .. settings.Select(each => new ExpiryNotice(each.Event, each.Enabled, each.Threshold, each.Channel ?? NotificationChannel.ALL)),
        ];
    }

    public static ImmutableArray<ExpiryNotice> Without(ImmutableArray<ExpiryNotice> existing, IReadOnlyList<NotificationSettingKey> keys) =>
        [.. existing.Where(notice => keys.All(key => key.Event != notice.Event))];

    public static IReadOnlyList<NotificationSettingDetail> Shown(Call call, ImmutableArray<ExpiryNotice> notices) =>
        [
            .. Events.Select(name =>
                notices.FirstOrDefault(notice => notice.Event == name) is { } customized
                    ? new NotificationSettingDetail
                    {
                        Event = name,
                        Enabled = customized.Enabled,
                        Threshold = customized.Threshold,
                        Channel = customized.Channel,
                        ConfiguredBy = call.Account.Id,
                    }
                    : new NotificationSettingDetail
                    {
                        Event = name,
                        Enabled = true,
                        Threshold = DefaultThreshold,
                        Channel = NotificationChannel.ALL,
                        ConfiguredBy = ResourceArn.ServicePrincipal,
                    }
            ),
        ];
}
