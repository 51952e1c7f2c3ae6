using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

/// <summary>
/// Associations of EKS Pod Identity, which are registrations of workloads
/// (<see href="https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html"/>).
/// </summary>
static class Associations
{
    public const string Service = "pods.eks.amazonaws.com";

    static readonly ActionName GetRole = ActionName.Parse("iam:GetRole"),
        PassRole = ActionName.Parse("iam:PassRole");

    public static string ClusterArn(Call call, string cluster) => $"arn:aws:eks:{call.Region}:{call.Account.Id}:cluster/{cluster}";

    public static string ArnOf(Call call, string cluster, string id) =>
        $"arn:aws:eks:{call.Region}:{call.Account.Id}:podidentityassociation/{cluster}/{id}";

    /// <summary>An access to an association, with its tags.</summary>
    public static Access To(Call call, ActionName action, string cluster, string id) =>
        new(action, ArnOf(call, cluster, id)) { ResourceTags = Find(call.Account, cluster, id)?.Pod!.Tags };

    /// <summary>Whoever associates a role passes it, and must see it.</summary>
    public static IReadOnlyList<Access> Passing(Call call, string cluster, string roleArn) =>
        [
            new Access(GetRole, roleArn),
            new Access(PassRole, roleArn)
            {
                Keys = [("iam:PassedToService", Service), ("iam:AssociatedResourceArn", ClusterArn(call, cluster))],
            },
        ];

    public static WorkloadRegistration? Find(Account account, string cluster, string id) =>
        account.Workloads.Find(id) is { Pod: { } pod } found && pod.Cluster == cluster ? found : null;

    /// <exception cref="Wire.ApiException">ResourceNotFoundException.</exception>
    public static WorkloadRegistration Existing(Account account, string cluster, string id) =>
        Find(account, cluster, id) ?? throw Errors.ResourceNotFoundException($"No association found with id {id} in cluster {cluster}.");

    /// <exception cref="Wire.ApiException">
    /// InvalidParameterException: a member that Mantle does not have, or a role of another account.
    /// </exception>
    public static void Check(Account account, string? roleArn, string? policy, string? targetRoleArn)
    {
        if (policy is not null)
            throw Errors.InvalidParameterException("An association's policy is not implemented.");
        if (targetRoleArn is not null)
            throw Errors.InvalidParameterException("An association's target role is not implemented.");
        if (roleArn is not null && (!Arn.TryParse(roleArn, out var arn) || !arn.AccountId.SequenceEqual(account.Id)))
            throw Errors.InvalidParameterException($"The role {roleArn} is not a role of account {account.Id}.");
    }

    public static PodIdentityAssociation Shape(Call call, WorkloadRegistration registration)
    {
        var pod = registration.Pod!;
        return new PodIdentityAssociation
        {
            AssociationArn = ArnOf(call, pod.Cluster, registration.Id),
            AssociationId = registration.Id,
            ClusterName = pod.Cluster,
            CreatedAt = registration.CreateDate,
            ModifiedAt = pod.ModifiedDate,
            Namespace = pod.Namespace,
            ServiceAccount = pod.Name,
            RoleArn = registration.RoleArn,
            DisableSessionTags = pod.WithoutSessionTags,
            Tags = pod.Tags.ToDictionary(tag => tag.Key, tag => tag.Value),
        };
    }
}
