using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Eks.Entities;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

/// <summary>
/// An association of EKS Pod Identity: what EKS keeps of it, and the registration of the workload
/// (<see href="https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html"/>).
/// </summary>
sealed record Association(PodAssociation Pod, WorkloadRegistration Registration)
{
    /// <summary>The association of a service account; null if there is none, or if its registration was revoked.</summary>
    public static Association? Of(Call call, string cluster, string space, string serviceAccount) =>
        call.Account.PodAssociations.Find(PodAssociation.KeyOf(call.Region, cluster, space, serviceAccount)) is { } pod
            ? Of(call.Account, pod)
            : null;

    /// <summary>The association with exactly that id; null if the cluster of the call's region has none.</summary>
    public static Association? Find(Call call, string cluster, string id) =>
        call.Account.Workloads.Find(id) is { ServiceKey: { } key } registration
        && registration.Id == id
        && call.Account.PodAssociations.Find(key) is { } pod
        && pod.RegistrationId == registration.Id
        && pod.Cluster == cluster
        && pod.Region == call.Region
            ? new Association(pod, registration)
            : null;

    /// <exception cref="Wire.ApiException">ResourceNotFoundException.</exception>
    public static Association Existing(Call call, string cluster, string id) =>
        Find(call, cluster, id) ?? throw Errors.ResourceNotFoundException($"No association found with id {id} in cluster {cluster}.");

    /// <summary>The associations of a cluster, in the order of their keys.</summary>
    public static IEnumerable<Association> OfCluster(Call call, string cluster, string? afterKey)
    {
        var account = call.Account;
        var prefix = PodAssociation.KeyOf(call.Region, cluster);
        foreach (var pod in account.PodAssociations.After(afterKey ?? prefix))
        {
            if (!pod.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                break;
            if (Of(account, pod) is { } found)
                yield return found;
        }
    }

    static Association? Of(Account account, PodAssociation pod) =>
        account.Workloads.Find(pod.RegistrationId) is { } registration ? new Association(pod, registration) : null;

    /// <summary>Writes both parts, so that neither is ever there alone.</summary>
    public void Put(Change change)
    {
        change.Put(Pod);
        change.Put(Registration);
    }

    /// <summary>Removes both parts. The sessions of the pods end with the registration.</summary>
    public void Remove(Change change)
    {
        change.Remove(Pod);
        change.Remove(Registration);
    }

    /// <summary>
    /// What the target role's trust policy can ask for in <c>sts:ExternalId</c>
    /// (<see href="https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html"/>).
    /// </summary>
    public string ExternalId
    {
        get
        {
            var cluster = Arn.Parse(Registration.SourceArn);
            return $"{cluster.Region}/{cluster.AccountId}/{Pod.Cluster}/{Pod.Namespace}/{Pod.ServiceAccount}";
        }
    }

    public PodIdentityAssociation Shape(Call call) =>
        new()
        {
            AssociationArn = Associations.ArnOf(call, Pod.Cluster, Registration.Id),
            AssociationId = Registration.Id,
            ClusterName = Pod.Cluster,
            CreatedAt = Registration.CreateDate,
            ModifiedAt = Pod.ModifiedDate,
            Namespace = Pod.Namespace,
            ServiceAccount = Pod.ServiceAccount,
            RoleArn = Registration.RoleArn,
            TargetRoleArn = Pod.TargetRoleArn,
            ExternalId = Pod.TargetRoleArn is null ? null : ExternalId,
            Policy = Pod.Policy?.Text,
            DisableSessionTags = Pod.WithoutSessionTags,
            Tags = Pod.Tags.ToDictionary(tag => tag.Key, tag => tag.Value),
        };
}
