using System.Globalization;
using System.Xml.Linq;
using Mantle.Cli.Client;
using Mantle.SigV4;

namespace Mantle.Cli.Workloads;

/// <summary>Temporary credentials of a role.</summary>
sealed record RoleCredentials
{
    public required Credentials Keys { get; init; }

    /// <summary>When they were issued, by the server's clock.</summary>
    public required DateTimeOffset Issued { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public required string RoleArn { get; init; }

    public string? InstanceProfileArn { get; init; }

    public string? InstanceProfileId { get; init; }

    public string AccountId => RoleArn.Split(':')[4];

    public string RoleName => RoleArn[(RoleArn.LastIndexOf('/') + 1)..];

    /// <summary>The moment of expiry as AWS writes it.</summary>
    public string Expiration => Moment(Expires);

    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether it is time for new ones: a third of their life is left. Clients ask for new ones in the last minutes, and must not get the
    /// same again.
    /// </summary>
    public bool IsDue(DateTimeOffset now) => Expires - now < (Expires - Issued) / 3;

    /// <summary>The credentials in the answer of a call.</summary>
    public static RoleCredentials Of(XElement answer, string roleArn, DateTimeOffset now)
    {
        string Value(string name) => MantleClient.Text(answer, name)!;
        return new RoleCredentials
        {
            Keys = new Credentials(Value("AccessKeyId"), Value("SecretAccessKey"), Value("SessionToken")),
            Issued = now,
            Expires = DateTimeOffset.Parse(
                Value("Expiration"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            ),
            RoleArn = roleArn,
            InstanceProfileArn = MantleClient.Text(answer, "InstanceProfileArn"),
            InstanceProfileId = MantleClient.Text(answer, "InstanceProfileId"),
        };
    }
}
