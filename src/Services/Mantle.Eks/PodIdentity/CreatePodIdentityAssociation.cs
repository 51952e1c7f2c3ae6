using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Eks.Entities;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

[Operation]
static class CreatePodIdentityAssociation
{
    public static Access Requires(CreatePodIdentityAssociationRequest r, Call c) =>
        new(Actions.CreatePodIdentityAssociation, Associations.ClusterArn(c, r.ClusterName))
        {
            RequestTags = r.Tags is null ? null : [.. AssociationTags.Of(r.Tags)],
            And = Associations.Passing(c, r.ClusterName, r.RoleArn),
        };

    public static CreatePodIdentityAssociationResponse Execute(CreatePodIdentityAssociationRequest r, Change change)
    {
        Associations.CheckRole(change.Account, r.RoleArn);
        ServiceAccountName.Check(r.Namespace, r.ServiceAccount);
        if (Association.Of(change.Call, r.ClusterName, r.Namespace, r.ServiceAccount) is { } taken)
            throw Errors.ResourceInUseException($"Association already exists: {taken.Registration.Id}");
        CheckQuota(change, r.ClusterName);
        var id = $"a-{RandomNumberGenerator.GetHexString(17, lowercase: true)}";
        var pod = new PodAssociation
        {
            RegistrationId = id,
            Region = change.Call.Region,
            Cluster = r.ClusterName,
            Namespace = r.Namespace,
            ServiceAccount = r.ServiceAccount,
            WithoutSessionTags = r.DisableSessionTags == true,
            TargetRoleArn = Associations.Target(r.TargetRoleArn),
            Policy = AssociationPolicy.Of(r.Policy),
            ModifiedDate = change.Time,
            Tags = AssociationTags.Checked(r.Tags),
        };
        AssociationPolicy.Check(pod);
        var registration = new WorkloadRegistration
        {
            Id = id,
            Service = Associations.Service,
            RoleArn = r.RoleArn,
            SourceArn = Associations.ClusterArn(change.Call, r.ClusterName),
            SessionName = $"eks-{r.ClusterName}",
            CreatedBy = change.Call.Caller.Arn,
            CreateDate = change.Time,
            TokenHash = "",
            ServiceKey = pod.Key,
        };
        var made = new Association(pod, registration);
        made.Put(change);
        return new() { Association = made.Shape(change.Call) };
    }

    /// <summary><see href="https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html"/></summary>
    static void CheckQuota(Change change, string cluster)
    {
        const int Most = 5_000;
        if (
            change.EnforcesQuotas
            && change.Account.PodAssociations.Count >= Most
            && Association.OfCluster(change.Call, cluster, null).Count() >= Most
        )
            throw Errors.ResourceLimitExceededException($"The cluster {cluster} has {Most} associations, as many as it can have.");
    }
}
