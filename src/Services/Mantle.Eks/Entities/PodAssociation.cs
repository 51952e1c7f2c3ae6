using System.Collections.Immutable;
using System.Text;
using Mantle.Core.Accounts;

namespace Mantle.Eks.Entities;

/// <summary>
/// The service account of a cluster that a workload's registration is for: an association of EKS Pod Identity. It counts only together
/// with the registration, which names it by <see cref="WorkloadRegistration.ServiceKey"/>.
/// </summary>
[Entity(61)]
sealed record PodAssociation : Entity
{
    /// <summary>Service accounts of a cluster follow one another.</summary>
    public override string Key => KeyOf(Region, Cluster, Namespace, ServiceAccount);

    /// <summary>Id of the association, and of the registration.</summary>
    public required string RegistrationId { get; init; }

    /// <summary>The cluster's region. Clusters of one name in two regions are two clusters.</summary>
    public required string Region { get; init; }

    public required string Cluster { get; init; }

    public required string Namespace { get; init; }

    public required string ServiceAccount { get; init; }

    /// <summary>Whether its sessions have no session tags.</summary>
    public bool WithoutSessionTags { get; init; }

    /// <summary>ARN of the role that the associated one assumes for the pod; null if the pod has the associated one itself.</summary>
    public string? TargetRoleArn { get; init; }

    /// <summary>The session policy; null if there is none.</summary>
    public PolicyText? Policy { get; init; }

    public required DateTimeOffset ModifiedDate { get; init; }

    /// <summary>The tags of the association.</summary>
    public ImmutableArray<Tag> Tags { get; init; } = [];

    public override long FurtherBytes => Policy?.Bytes ?? 0;

    public static string KeyOf(string region, string cluster, string space, string serviceAccount) =>
        $"{KeyOf(region, cluster)}{Escape(space)}/{Escape(serviceAccount)}";

    /// <summary>What the keys of a cluster's service accounts begin with.</summary>
    public static string KeyOf(string region, string cluster) => $"{Escape(region)}/{Escape(cluster)}/";

    /// <summary>Keys are compared without regard to case, which names here have. No two names have one escaped form.</summary>
    static string Escape(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name)
            _ = c switch
            {
                '^' => key.Append("^^"),
                '/' => key.Append("^."),
                _ when char.IsUpper(c) => key.Append('^').Append(c),
                _ => key.Append(c),
            };
        return key.ToString();
    }
}
