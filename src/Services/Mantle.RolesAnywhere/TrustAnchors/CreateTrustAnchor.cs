using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

[Operation]
static class CreateTrustAnchor
{
    public static ValueTask<string> PrepareAsync(CreateTrustAnchorRequest r, Call c, CancellationToken cancellation) =>
        new(Guid.NewGuid().ToString());

    public static Access Requires(CreateTrustAnchorRequest r, Call c, string id) =>
        AccessTo.New<TrustAnchor>(c, Actions.CreateTrustAnchor, id, r.Tags);

    public static TrustAnchorDetailResponse Execute(CreateTrustAnchorRequest r, Change change, string id)
    {
        Quota.Check<TrustAnchor>(change, Quota.TrustAnchors, "trust anchors");
        var anchor = new TrustAnchor
        {
            Id = id,
            Region = change.Call.Region,
            Name = r.Name,
            Certificates = SourceInput.Checked(r.Source, change.EnforcesQuotas),
            Enabled = r.Enabled == true,
            CreateDate = change.Time,
            UpdateDate = change.Time,
            Notices = Notices.With([], r.NotificationSettings),
            Tags = TagInput.New(r.Tags),
        };
        change.Put(anchor);
        return TrustAnchorShape.Answer(change.Call, anchor);
    }
}
