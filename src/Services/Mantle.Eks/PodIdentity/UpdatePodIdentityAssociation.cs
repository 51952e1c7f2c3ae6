using Mantle.Core.Authorization;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

[Operation]
static class UpdatePodIdentityAssociation
{
    public static Access Requires(UpdatePodIdentityAssociationRequest r, Call c) =>
        Associations.To(c, Actions.UpdatePodIdentityAssociation, r.ClusterName, r.AssociationId) with
        {
            And = r.RoleArn is null ? [] : Associations.Passing(c, r.ClusterName, r.RoleArn),
        };

    public static UpdatePodIdentityAssociationResponse Execute(UpdatePodIdentityAssociationRequest r, Change change)
    {
        Associations.Check(change.Account, r.RoleArn, r.Policy, r.TargetRoleArn);
        var registration = Associations.Existing(change.Account, r.ClusterName, r.AssociationId);
        registration = registration with
        {
            RoleArn = r.RoleArn ?? registration.RoleArn,
            Pod = registration.Pod! with
            {
                WithoutSessionTags = r.DisableSessionTags ?? registration.Pod.WithoutSessionTags,
                ModifiedDate = change.Time,
            },
        };
        change.Put(registration);
        return new() { Association = Associations.Shape(change.Call, registration) };
    }
}
