using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

static class TrustAnchorShape
{
    public static TrustAnchorDetailResponse Answer(Call call, TrustAnchor anchor) => new() { TrustAnchor = Of(call, anchor) };

    public static TrustAnchorDetail Of(Call call, TrustAnchor anchor) =>
        new()
        {
            TrustAnchorId = anchor.Id,
            TrustAnchorArn = ResourceArn.Of<TrustAnchor>(call, anchor.Id),
            Name = anchor.Name,
            Source = new()
            {
                SourceType = TrustAnchorType.CertificateBundle,
                SourceData = new() { X509CertificateData = anchor.Certificates },
            },
            Enabled = anchor.Enabled,
            CreatedAt = anchor.CreateDate,
            UpdatedAt = anchor.UpdateDate,
            NotificationSettings = Notices.Shown(call, anchor.Notices),
        };
}
