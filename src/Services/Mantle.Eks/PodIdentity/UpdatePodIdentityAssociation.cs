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
        var (pod, registration) = Association.Existing(change.Call, r.ClusterName, r.AssociationId);
        Associations.CheckRole(change.Account, r.RoleArn);
        if (r is { RoleArn: null, TargetRoleArn: null, DisableSessionTags: null, Policy: null })
            throw Errors.InvalidParameterException("An update changes the role, the target role, disableSessionTags or the policy.");
        var changed = new Association(
            pod with
            {
                WithoutSessionTags = r.DisableSessionTags ?? pod.WithoutSessionTags,
                TargetRoleArn = r.TargetRoleArn is null ? pod.TargetRoleArn : Associations.Target(r.TargetRoleArn),
                Policy = r.Policy is null ? pod.Policy : AssociationPolicy.Of(r.Policy),
                ModifiedDate = change.Time,
            },
            registration with
            {
                RoleArn = r.RoleArn ?? registration.RoleArn,
                // Who passed the role answers for it.
                CreatedBy = r.RoleArn is null ? registration.CreatedBy : change.Call.Caller.Arn,
            }
        );
        AssociationPolicy.Check(changed.Pod);
        changed.Put(change);
        return new() { Association = changed.Shape(change.Call) };
    }
}
