using Mantle.Cli.Client;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Imds;

/// <summary>An instance: what it says of itself, its role's credentials, and the session tokens of its metadata service.</summary>
sealed class Instance(InstanceOptions options, string sourceArn, IRoleSource source, TimeProvider time) : IDisposable
{
    /// <summary>The two versions of the metadata service, as <c>ec2:RoleDelivery</c> names them.</summary>
    public const string Version1 = "1.0",
        Version2 = "2.0";

    public InstanceOptions Options => options;

    public CredentialCache Credentials { get; } = new(source);

    public MetadataTokens Tokens { get; } = new(time);

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>The time at the server: that of <c>LastUpdated</c>.</summary>
    public DateTimeOffset Now => source.Now;

    public string Region => sourceArn.Split(':')[3];

    public string AccountId => sourceArn.Split(':')[4];

    public string AvailabilityZone => options.AvailabilityZone ?? Region + "a";

    public string PrivateIp => options.Address ?? "127.0.0.1";

    public string HostName => $"ip-{PrivateIp.Replace('.', '-').Replace(':', '-')}.ec2.internal";

    /// <summary>
    /// Fetches the role's credentials before anybody asks, as an instance of AWS has them when it starts: SDKs wait one second for an
    /// answer. Where there are none, the first request for them says why.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        try
        {
            await Credentials.GetAsync(Version2, cancellation);
        }
        catch (CallException)
        {
            // Nobody has asked yet.
        }
    }

    public void Dispose() => Credentials.Dispose();
}
