namespace Mantle.Cli.Imds;

/// <summary>
/// The metadata of an instance that do not change, by their paths
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html#instancedata-data-categories"/>).
/// </summary>
static class MetadataTree
{
    /// <summary>The folder of the role's credentials, below which the instance's role decides what is there.</summary>
    public const string Roles = "meta-data/iam/security-credentials/",
        RoleInfo = "meta-data/iam/info";

    const string Identity = "dynamic/instance-identity/";

    static readonly (string Path, Func<Instance, IdentitySigner, string> Value)[] Leaves =
    [
        (Identity + "certificate", (_, signer) => signer.CertificatePem),
        (Identity + "document", (instance, _) => IdentityDocument.Of(instance)),
        (Identity + "pkcs7", (instance, signer) => signer.Wrap(IdentityDocument.Of(instance))),
        (Identity + "rsa2048", (instance, signer) => signer.Wrap(IdentityDocument.Of(instance))),
        (Identity + "signature", (instance, signer) => signer.Sign(IdentityDocument.Of(instance))),
        ("meta-data/ami-id", (instance, _) => instance.Options.ImageId),
        ("meta-data/hostname", (instance, _) => instance.HostName),
        (RoleInfo, (_, _) => ""),
        (Roles, (_, _) => ""),
        ("meta-data/instance-id", (instance, _) => instance.Options.InstanceId),
        ("meta-data/instance-life-cycle", (_, _) => "on-demand"),
        ("meta-data/instance-type", (instance, _) => instance.Options.InstanceType),
        ("meta-data/local-hostname", (instance, _) => instance.HostName),
        ("meta-data/local-ipv4", (instance, _) => instance.PrivateIp),
        ("meta-data/placement/availability-zone", (instance, _) => instance.AvailabilityZone),
        ("meta-data/placement/region", (instance, _) => instance.Region),
        ("meta-data/services/domain", (_, _) => "amazonaws.com"),
        ("meta-data/services/partition", (_, _) => "aws"),
    ];

    /// <summary>A value, or the names in a folder; null if there is nothing at the path.</summary>
    public static string? Find(Instance instance, IdentitySigner signer, string path)
    {
        foreach (var (leaf, value) in Leaves)
            if (leaf == path)
                return value(instance, signer);
        var folder = path.Length == 0 || path.EndsWith('/') ? path : path + "/";
        var names = Leaves
            .Where(leaf => leaf.Path.StartsWith(folder, StringComparison.Ordinal))
            .Select(leaf => leaf.Path[folder.Length..])
            .Select(rest => rest.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? rest[..(slash + 1)] : rest)
            .Distinct()
            .ToList();
        return names.Count > 0 ? string.Join('\n', names) : null;
    }
}
