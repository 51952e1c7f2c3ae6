using Mantle.Core.Authorization;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

/// <summary>Takes the role away from a service account; the sessions of its pods end at once.</summary>
[Operation]
static class DeletePodIdentityAssociation
{
    public static Access Requires(DeletePodIdentityAssociationRequest r, Call c) =>
        Associations.To(c, Actions.DeletePodIdentityAssociation, r.ClusterName, r.AssociationId);

    public static DeletePodIdentityAssociationResponse Execute(DeletePodIdentityAssociationRequest r, Change change)
    {
        var association = Association.Existing(change.Call, r.ClusterName, r.AssociationId);
        association.Remove(change);
        return new() { Association = association.Shape(change.Call) };
    }
}
