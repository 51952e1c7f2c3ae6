using Mantle.Server.Hosting;
using Mantle.SigV4;

namespace Mantle.Cli.Client;

/// <summary>Who makes a command's calls, and where the server is.</summary>
/// <param name="Credentials">The credentials that sign.</param>
/// <param name="Endpoint">The server's URL.</param>
/// <param name="Region">The region in the signature.</param>
/// <param name="Clock">The server's clock.</param>
/// <param name="Origin">Where the credentials are from, for messages.</param>
sealed record CallerIdentity(Credentials Credentials, string Endpoint, string Region, TimeProvider Clock, string Origin)
{
    public const string UsualRegion = "us-east-1";

    /// <summary>The management account's root user.</summary>
    public static CallerIdentity Of(RootCredentials root, string endpoint) =>
        new(
            new Credentials(root.AccessKeyId, root.SecretAccessKey),
            endpoint,
            UsualRegion,
            new ServerClock(root.ClockOffset),
            "the data folder (the management account's root user)"
        );

    /// <summary>The time at the server.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();
}
