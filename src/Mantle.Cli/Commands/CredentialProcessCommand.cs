using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;
using Mantle.SigV4;

namespace Mantle.Cli.Commands;

/// <summary>
/// Prints a role's credentials as the setting <c>credential_process</c> of a profile wants them
/// (<see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html"/>).
/// </summary>
static class CredentialProcessCommand
{
    public static Command Create()
    {
        var caller = new CallerOptions();
        var role = new RoleOptions();
        var outside = new CertificateOptions();
        var command = new Command(
            "credential-process",
            "Prints a role's credentials, or the caller's, for credential_process of ~/.aws/config."
        );
        role.AddTo(command);
        outside.AddTo(command);
        caller.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                using var certificate = await outside.FindAsync(parsed, caller, role);
                if (certificate is not null)
                {
                    Console.Out.WriteLine(Json(await certificate.IssueAsync(null, cancellation)));
                    return ExitCode.Success;
                }
                using var client = new MantleClient(await caller.FindAsync(parsed));
                Console.Out.WriteLine(
                    await role.FindAsync(parsed, client) is { } request
                        ? Json(await RoleSources.IssueAsync(await RoleSources.OpenAsync(client, request, isLasting: false), cancellation))
                        : Json(client.Identity.Credentials, null, null)
                );
                return ExitCode.Success;
            }
        );
        return command;
    }

    static string Json(RoleCredentials credentials) => Json(credentials.Keys, credentials.Expiration, credentials.AccountId);

    static string Json(Credentials keys, string? expiration, string? accountId)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("Version"u8, 1);
        json.WriteString("AccessKeyId"u8, keys.AccessKeyId);
        json.WriteString("SecretAccessKey"u8, keys.SecretAccessKey);
        if (keys.SessionToken is { } token)
            json.WriteString("SessionToken"u8, token);
        if (expiration is not null)
            json.WriteString("Expiration"u8, expiration);
        if (accountId is not null)
            json.WriteString("AccountId"u8, accountId);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
