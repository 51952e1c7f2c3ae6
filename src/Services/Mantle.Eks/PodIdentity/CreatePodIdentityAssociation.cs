using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

[Operation]
static class CreatePodIdentityAssociation
{
    public static Access Requires(CreatePodIdentityAssociationRequest r, Call c) =>
        new(Actions.CreatePodIdentityAssociation, Associations.ClusterArn(c, r.ClusterName))
        {
            RequestTags = r.Tags is null ? null : [.. Tags(r)],
            And = Associations.Passing(c, r.ClusterName, r.RoleArn),
        };

    public static CreatePodIdentityAssociationResponse Execute(CreatePodIdentityAssociationRequest r, Change change)
    {
        Associations.Check(change.Account, r.RoleArn, r.Policy, r.TargetRoleArn);
        if (
            change.Account.Workloads.All.FirstOrDefault(each =>
                each.Pod is { } pod && pod.Cluster == r.ClusterName && pod.Namespace == r.Namespace && pod.Name == r.ServiceAccount
            ) is
            { } taken
        )
            throw Errors.ResourceInUseException($"Association already exists: {taken.Id}");
        var registration = new WorkloadRegistration
        {
            Id = $"a-{RandomNumberGenerator.GetHexString(17, lowercase: true)}",
            Service = Associations.Service,
            RoleArn = r.RoleArn,
            SourceArn = Associations.ClusterArn(change.Call, r.ClusterName),
            SessionName = $"eks-{r.ClusterName}",
            CreatedBy = change.Call.Caller.Arn,
            CreateDate = change.Time,
            TokenHash = "",
            Pod = new PodServiceAccount
            {
                Cluster = r.ClusterName,
                Namespace = r.Namespace,
                Name = r.ServiceAccount,
                WithoutSessionTags = r.DisableSessionTags == true,
                ModifiedDate = change.Time,
                Tags = [.. Tags(r)],
            },
        };
        change.Put(registration);
        return new() { Association = Associations.Shape(change.Call, registration) };
    }

    static IEnumerable<Tag> Tags(CreatePodIdentityAssociationRequest r) => r.Tags?.Select(tag => new Tag(tag.Key, tag.Value)) ?? [];
}
