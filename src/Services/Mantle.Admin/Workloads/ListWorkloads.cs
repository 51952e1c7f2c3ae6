using Mantle.Core.Authorization;
using Mantle.Iam;
using Mantle.Wire.Admin;

namespace Mantle.Admin.Workloads;

/// <summary>Lists which workloads have which roles, and who registered them; expired ones are left out.</summary>
[Operation]
static class ListWorkloads
{
    public static Access Requires(ListWorkloadsRequest r, Call c) => new(Actions.ListWorkloads, "*");

    public static ListWorkloadsResponse Execute(ListWorkloadsRequest r, Call c)
    {
        var page = Page.Take(
            c.Account.Workloads.After(Page.Start(r.Marker)).Where(each => !(each.ExpirationDate <= c.Time)),
            r.MaxItems,
            each => each.Id
        );
        return new ListWorkloadsResponse
        {
            Workloads = [.. page.Items.Select(WorkloadShape.Of)],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
