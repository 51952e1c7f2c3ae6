using System.Globalization;
using System.Text.Json;

namespace Mantle.Cli.Client;

/// <summary>The sessions of a role.</summary>
static class RoleSessions
{
    /// <summary>The name of the inline policy with which the AWS console revokes sessions.</summary>
    public const string PolicyName = "AWSRevokeOlderSessions";

    /// <summary>
    /// Denies everything to the sessions that the role has now, with the policy that the AWS console writes
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html"/>). Sessions that are issued later
    /// work.
    /// </summary>
    /// <returns>The time before which sessions were issued that are denied.</returns>
    /// <exception cref="CallException">The caller may not put the policy, or there is no such role.</exception>
    public static async Task<string> RevokeAsync(MantleClient client, string role)
    {
        // Issue times have whole seconds, so a session of this second is older than a time with a fraction.
        var before = client.Identity.Now.UtcDateTime.AddMilliseconds(1).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        await client.CallAsync(
            "iam",
            "PutRolePolicy",
            ("RoleName", role),
            ("PolicyName", PolicyName),
            ("PolicyDocument", DenialBefore(before))
        );
        return before;
    }

    static string DenialBefore(string time) =>
        $$$"""
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Deny",
                        "Action": ["*"],
                        "Resource": ["*"],
                        "Condition": { "DateLessThan": { "aws:TokenIssueTime": "{{{JsonEncodedText.Encode(time)}}}" } }
                    }
                ]
            }
            """;
}
