using System.Globalization;
using Mantle.Cli.Client;

namespace Mantle.Cli.Workloads;

/// <summary>A role that a person assumes with AssumeRole.</summary>
sealed class AssumedRole(MantleClient client, RoleRequest request) : IRoleSource
{
    public DateTimeOffset Now => client.Identity.Now;

    public async Task<RoleCredentials> IssueAsync(string? roleDelivery, CancellationToken cancellation)
    {
        var answer = await client.CallAsync(
            "sts",
            "AssumeRole",
            [
                ("RoleArn", request.RoleArn),
                ("RoleSessionName", request.SessionName ?? OwnName()),
                ("DurationSeconds", request.Duration?.ToString(CultureInfo.InvariantCulture)),
                ("ExternalId", request.ExternalId),
                ("SourceIdentity", request.SourceIdentity),
                ("SerialNumber", request.Mfa?.SerialNumber),
                ("TokenCode", request.Mfa?.Code),
                .. request.TagParameters(),
            ]
        );
        return RoleCredentials.Of(answer, request.RoleArn, Now);
    }

    /// <summary>The user's name on this machine, in the characters that a session name can have.</summary>
    static string OwnName()
    {
        var name = string.Concat(Environment.UserName.Where(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c)));
        return name.Length >= 2 ? name[..Math.Min(64, name.Length)] : "mantle";
    }
}
