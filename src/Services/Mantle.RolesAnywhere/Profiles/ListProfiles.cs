using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Profiles;

[Operation]
static class ListProfiles
{
    public static Access Requires(ListRequest r, Call c) => new(Actions.ListProfiles, "*");

    public static ListProfilesResponse Execute(ListRequest r, Call c)
    {
        var page = Paging.Of<Profile>(r, c);
        return new() { Profiles = [.. page.Items.Select(each => ProfileShape.Of(c, each))], NextToken = page.Marker };
    }
}
