using System.Collections.Immutable;
using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Eks.PodIdentity;

namespace Mantle.EksAuth;

/// <summary>A verified token of a service account: whose it is, and of which pod.</summary>
sealed record PodToken
{
    public PodToken(string space, string serviceAccount, JsonWebToken token)
    {
        (Namespace, ServiceAccount) = (space, serviceAccount);
        if (
            token.Claims.TryGetProperty("kubernetes.io", out var claims)
            && claims.ValueKind == JsonValueKind.Object
            && claims.TryGetProperty("pod", out var pod)
            && pod.ValueKind == JsonValueKind.Object
        )
            (Name, Uid) = (JsonWebToken.Text(pod, "name"), JsonWebToken.Text(pod, "uid"));
    }

    /// <summary>Whether its names are such as Kubernetes gives. They become part of the session's name and of its tags.</summary>
    public bool IsWellFormed =>
        ServiceAccountName.IsNamespace(Namespace)
        && ServiceAccountName.IsName(ServiceAccount)
        && (Name is null || ServiceAccountName.IsName(Name))
        && (Uid is null || Guid.TryParseExact(Uid, "D", out _));

    public string Namespace { get; }

    public string ServiceAccount { get; }

    /// <summary>The pod's name; null if the token is not bound to a pod.</summary>
    public string? Name { get; }

    public string? Uid { get; }

    /// <summary>
    /// The session tags that EKS adds
    /// (<see href="https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html"/>).
    /// </summary>
    public ImmutableArray<Tag> Tags(Association association)
    {
        var tags = ImmutableArray.CreateBuilder<Tag>();
        tags.Add(new Tag("eks-cluster-arn", association.Registration.SourceArn));
        tags.Add(new Tag("eks-cluster-name", association.Pod.Cluster));
        tags.Add(new Tag("kubernetes-namespace", Namespace));
        tags.Add(new Tag("kubernetes-service-account", ServiceAccount));
        if (Name is not null)
            tags.Add(new Tag("kubernetes-pod-name", Name));
        if (Uid is not null)
            tags.Add(new Tag("kubernetes-pod-uid", Uid));
        return tags.ToImmutable();
    }
}
