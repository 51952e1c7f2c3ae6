using System.Buffers;
using System.Text;
using System.Text.Json;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Imds;

/// <summary>
/// What the metadata service tells of the instance's role
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html"/>).
/// </summary>
static class RoleDocuments
{
    public static string Info(RoleCredentials credentials) =>
        Write(
            credentials.Issued,
            "Success",
            json =>
            {
                json.WriteString("InstanceProfileArn"u8, credentials.InstanceProfileArn);
                json.WriteString("InstanceProfileId"u8, credentials.InstanceProfileId);
            }
        );

    public static string Credentials(RoleCredentials credentials) =>
        Write(
            credentials.Issued,
            "Success",
            json =>
            {
                json.WriteString("Type"u8, "AWS-HMAC"u8);
                json.WriteString("AccessKeyId"u8, credentials.Keys.AccessKeyId);
                json.WriteString("SecretAccessKey"u8, credentials.Keys.SecretAccessKey);
                json.WriteString("Token"u8, credentials.Keys.SessionToken);
                json.WriteString("Expiration"u8, credentials.Expiration);
            }
        );

    /// <summary>
    /// The role's trust policy does not let EC2 assume it
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html"/>).
    /// </summary>
    public static string Refused(DateTimeOffset now, CallException error) =>
        Write(now, "AssumeRoleUnauthorizedAccess", json => json.WriteString("Message"u8, error.Message));

    static string Write(DateTimeOffset updated, string code, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("Code"u8, code);
        json.WriteString("LastUpdated"u8, RoleCredentials.Moment(updated));
        members(json);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
