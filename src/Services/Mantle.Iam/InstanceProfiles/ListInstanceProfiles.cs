using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InstanceProfiles;

[Operation]
static class ListInstanceProfiles
{
    public static Access Requires(ListInstanceProfilesRequest r, Call c) =>
        new(Actions.ListInstanceProfiles, EntityArn.OfPath(c.Account, "instance-profile", r.PathPrefix));

    public static ListInstanceProfilesResponse Execute(ListInstanceProfilesRequest r, Call c)
    {
        var profiles = c
            .Account.InstanceProfiles.After(Page.Start(r.Marker))
            .Where(profile => profile.Path.StartsWith(r.PathPrefix ?? "/", StringComparison.Ordinal));
        var page = Page.Take(profiles, r.MaxItems, profile => profile.Name);
        return new ListInstanceProfilesResponse
        {
            InstanceProfiles = [.. page.Items.Select(profile => Answers.Of(profile, c.Account))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
