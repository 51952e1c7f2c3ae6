using System.Text.RegularExpressions;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

/// <summary>
/// Names in Kubernetes: labels of DNS, with dots between them for what is not a namespace
/// (<see href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"/>). In these characters they can be part of a role
/// session name and of a session tag.
/// </summary>
static partial class ServiceAccountName
{
    const int LongestName = 253,
        LongestLabel = 63;

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subdomain();

    /// <summary>Whether a text can name a namespace.</summary>
    public static bool IsNamespace(string text) => text.Length <= LongestLabel && !text.Contains('.') && Subdomain().IsMatch(text);

    /// <summary>Whether a text can name a service account or a pod.</summary>
    public static bool IsName(string text) => text.Length <= LongestName && Subdomain().IsMatch(text);

    /// <exception cref="Wire.ApiException">InvalidParameterException.</exception>
    public static void Check(string space, string serviceAccount)
    {
        if (!IsNamespace(space))
            throw Errors.InvalidParameterException("The namespace is not a valid name of Kubernetes.");
        if (!IsName(serviceAccount))
            throw Errors.InvalidParameterException("The service account is not a valid name of Kubernetes.");
    }
}
