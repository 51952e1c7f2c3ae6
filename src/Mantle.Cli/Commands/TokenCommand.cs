using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.Linq;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

/// <summary>
/// Prints a token of a service account, signed by the account's own issuer, so that web identity can be tried without a cluster.
/// </summary>
static class TokenCommand
{
    const string UsualAudience = "sts.amazonaws.com";

    public static Command Create()
    {
        var caller = new CallerOptions();
        var subject = new Option<string>("--subject")
        {
            Description = "The service account: system:serviceaccount:NAMESPACE:NAME.",
            HelpName = "SUBJECT",
            Required = true,
        };
        var audience = new Option<string>("--audience")
        {
            Description = "Whom the token is for.",
            HelpName = "AUDIENCE",
            DefaultValueFactory = _ => UsualAudience,
        };
        var duration = new Option<int?>("--duration")
        {
            Description = "How long it is valid, 60 to 86400; one hour otherwise.",
            HelpName = "SECONDS",
        };
        var format = CommonOptions.Format("token", "token", "json", "issuer");
        var command = new Command("token", "Prints a service account's token, for AWS_WEB_IDENTITY_TOKEN_FILE.")
        {
            subject,
            audience,
            duration,
            format,
        };
        caller.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var answer = await IssueAsync(
                    client,
                    ("Subject", parsed.GetValue(subject)),
                    ("Audience", parsed.GetValue(audience)),
                    ("DurationSeconds", parsed.GetValue(duration)?.ToString(CultureInfo.InvariantCulture))
                );
                var text = parsed.GetValue(format) switch
                {
                    "json" => Json(answer),
                    "issuer" => MantleClient.Text(answer, "Issuer"),
                    _ => MantleClient.Text(answer, "Token"),
                };
                // Clients send what is in a token's file, and refuse a line end in it.
                Console.Out.Write(Console.IsOutputRedirected ? text : text + Environment.NewLine);
                return ExitCode.Success;
            }
        );
        return command;
    }

    /// <summary>The account's issuer is switched on when its first token is asked for.</summary>
    static async Task<XElement> IssueAsync(MantleClient client, params (string Name, string? Value)[] parameters)
    {
        try
        {
            return await client.CallAsync("IssueServiceAccountToken", parameters);
        }
        catch (CallException error) when (error.Error == "OutboundWebIdentityFederationDisabled")
        {
            await client.CallAsync("iam", "EnableOutboundWebIdentityFederation");
            return await client.CallAsync("IssueServiceAccountToken", parameters);
        }
    }

    static string Json(XElement answer)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        foreach (var name in new[] { "Issuer", "Token", "Expiration" })
            json.WriteString(name, MantleClient.Text(answer, name));
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
