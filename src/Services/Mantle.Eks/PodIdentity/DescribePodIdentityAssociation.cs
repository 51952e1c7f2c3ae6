using Mantle.Core.Authorization;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

[Operation]
static class DescribePodIdentityAssociation
{
    public static Access Requires(DescribePodIdentityAssociationRequest r, Call c) =>
        Associations.To(c, Actions.DescribePodIdentityAssociation, r.ClusterName, r.AssociationId);

    public static DescribePodIdentityAssociationResponse Execute(DescribePodIdentityAssociationRequest r, Call c) =>
        new() { Association = Association.Existing(c, r.ClusterName, r.AssociationId).Shape(c) };
}
