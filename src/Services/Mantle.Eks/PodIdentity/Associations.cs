using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

/// <summary>Who may make associations, and what they may contain.</summary>
static class Associations
{
    public const string Service = "pods.eks.amazonaws.com";

    public static string ClusterArn(Call call, string cluster) => $"arn:aws:eks:{call.Region}:{call.Account.Id}:cluster/{cluster}";

    public static string ArnOf(Call call, string cluster, string id) =>
        $"arn:aws:eks:{call.Region}:{call.Account.Id}:podidentityassociation/{cluster}/{id}";

    /// <summary>An access to an association, with its tags.</summary>
    public static Access To(Call call, ActionName action, string cluster, string id) =>
        new(action, ArnOf(call, cluster, id)) { ResourceTags = Association.Find(call, cluster, id)?.Pod.Tags };

    /// <summary>Whoever associates a role passes it, and must see it.</summary>
    public static IReadOnlyList<Access> Passing(Call call, string cluster, string roleArn) =>
        [PassRole.Seeing(roleArn), PassRole.To(roleArn, Service, ClusterArn(call, cluster))];

    /// <summary>The role of an association, which is one of the cluster's account.</summary>
    /// <exception cref="Wire.ApiException">InvalidParameterException.</exception>
    public static void CheckRole(Account account, string? roleArn)
    {
        if (roleArn is not null && (!IsRole(roleArn, out var arn) || !arn.AccountId.SequenceEqual(account.Id)))
            throw Errors.InvalidParameterException($"The role {roleArn} is not a role of account {account.Id}.");
    }

    /// <summary>The target role, which any account can have; null for an empty text, which takes it away.</summary>
    /// <exception cref="Wire.ApiException">InvalidParameterException.</exception>
    public static string? Target(string? roleArn) =>
        roleArn is null or "" ? null
        : IsRole(roleArn, out var arn) && arn.TryGetAccount(out _) ? roleArn
        : throw Errors.InvalidParameterException($"The target role {roleArn} is not a role.");

    static bool IsRole(string text, out Arn arn) =>
        Arn.TryParse(text, out arn)
        && arn.Partition is "aws"
        && arn.Service is "iam"
        && arn.Region.IsEmpty
        && arn.Resource.StartsWith("role/", StringComparison.Ordinal)
        && !arn.Resource.StartsWith("role/aws-service-role/", StringComparison.OrdinalIgnoreCase)
        && !arn.Resource.ContainsAny('*', '?');
}
