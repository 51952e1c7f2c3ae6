using Mantle.Core.Authorization;
using Mantle.Iam;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

[Operation]
static class ListPodIdentityAssociations
{
    public static Access Requires(ListPodIdentityAssociationsRequest r, Call c) =>
        new(Actions.ListPodIdentityAssociations, Associations.ClusterArn(c, r.ClusterName));

    public static ListPodIdentityAssociationsResponse Execute(ListPodIdentityAssociationsRequest r, Call c)
    {
        var found = c
            .Account.Workloads.After(Page.Start(r.NextToken))
            .Where(each =>
                each.Pod is { } pod
                && pod.Cluster == r.ClusterName
                && (r.Namespace is null || pod.Namespace == r.Namespace)
                && (r.ServiceAccount is null || pod.Name == r.ServiceAccount)
            );
        var page = Page.Take(found, r.MaxResults, each => each.Id);
        return new ListPodIdentityAssociationsResponse
        {
            Associations =
            [
                .. page.Items.Select(each => new PodIdentityAssociationSummary
                {
                    AssociationArn = Associations.ArnOf(c, each.Pod!.Cluster, each.Id),
                    AssociationId = each.Id,
                    ClusterName = each.Pod.Cluster,
                    Namespace = each.Pod.Namespace,
                    ServiceAccount = each.Pod.Name,
                }),
            ],
            NextToken = page.Marker,
        };
    }
}
