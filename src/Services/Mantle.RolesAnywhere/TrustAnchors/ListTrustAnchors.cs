using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

[Operation]
static class ListTrustAnchors
{
    public static Access Requires(ListRequest r, Call c) => new(Actions.ListTrustAnchors, "*");

    public static ListTrustAnchorsResponse Execute(ListRequest r, Call c)
    {
        var page = Paging.Of<TrustAnchor>(r, c);
        return new() { TrustAnchors = [.. page.Items.Select(each => TrustAnchorShape.Of(c, each))], NextToken = page.Marker };
    }
}
