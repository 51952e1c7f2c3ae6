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
        var found = Association
            .OfCluster(c, r.ClusterName, Page.Start(r.NextToken))
            .Where(each =>
                (r.Namespace is null || each.Pod.Namespace == r.Namespace)
                && (r.ServiceAccount is null || each.Pod.ServiceAccount == r.ServiceAccount)
            );
        var page = Page.Take(found, r.MaxResults, each => each.Pod.Key);
        return new ListPodIdentityAssociationsResponse
        {
            Associations =
            [
                .. page.Items.Select(each => new PodIdentityAssociationSummary
                {
                    AssociationArn = Associations.ArnOf(c, each.Pod.Cluster, each.Registration.Id),
                    AssociationId = each.Registration.Id,
                    ClusterName = each.Pod.Cluster,
                    Namespace = each.Pod.Namespace,
                    ServiceAccount = each.Pod.ServiceAccount,
                }),
            ],
            NextToken = page.Marker,
        };
    }
}
