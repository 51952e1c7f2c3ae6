using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Crls;

[Operation]
static class ListCrls
{
    public static Access Requires(ListRequest r, Call c) => new(Actions.ListCrls, "*");

    public static ListCrlsResponse Execute(ListRequest r, Call c)
    {
        var page = Paging.Of<Crl>(r, c);
        return new() { Crls = [.. page.Items.Select(each => CrlShape.Of(c, each))], NextToken = page.Marker };
    }
}
