using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Commands;

/// <summary>The options that say which role is wanted, and how.</summary>
sealed class RoleOptions
{
    readonly Option<string?> role = new("--role")
    {
        Description = "The role: its ARN, or its name in the caller's account.",
        HelpName = "ARN",
    };
    readonly Option<string?> service = new("--service")
    {
        Description = "The service that assumes it, such as lambda.amazonaws.com; the caller must be allowed to pass the role to it.",
        HelpName = "PRINCIPAL",
    };
    readonly Option<string?> sourceArn = new("--source-arn")
    {
        Description = "With --service: ARN of the workload that the command stands for.",
        HelpName = "ARN",
    };
    readonly Option<string?> sessionName = new("--session-name") { Description = "The role session name.", HelpName = "NAME" };
    readonly Option<int?> duration = new("--duration")
    {
        Description = "Length of a session, 900 to 43200; one hour otherwise.",
        HelpName = "SECONDS",
    };
    readonly Option<string?> externalId = new("--external-id")
    {
        Description = "The external id that the trust policy asks for.",
        HelpName = "ID",
    };
    readonly Option<string?> sourceIdentity = new("--source-identity")
    {
        Description = "The session's source identity.",
        HelpName = "NAME",
    };
    readonly Option<string[]> tags = new("--session-tags")
    {
        Description = "Session tags, such as team=blue,stage=test.",
        HelpName = "TAGS",
        AllowMultipleArgumentsPerToken = false,
    };
    readonly Option<string?> mfa = new("--mfa")
    {
        Description = "Asks for a code of the caller's MFA device, or of the one with this serial number.",
        HelpName = "SERIAL",
        Arity = ArgumentArity.ZeroOrOne,
    };
    readonly Option<string?> mfaCode = new("--mfa-code") { Description = "The code, where nobody can be asked.", HelpName = "CODE" };

    public void AddTo(Command command)
    {
        foreach (
            var option in new Option[] { role, service, sourceArn, sessionName, duration, externalId, sourceIdentity, tags, mfa, mfaCode }
        )
            command.Add(option);
    }

    /// <summary>Whether a role is named.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(role) is not null;

    /// <summary>The error for a command that needs a role.</summary>
    public static CommandException Missing(string command) =>
        new($"{command} needs a --role, or a --certificate and what belongs to it. See 'mantle {command} --help'.", ExitCode.Usage);

    /// <summary>Whether a code of an MFA device is asked for.</summary>
    public bool WantsMfa(ParseResult parsed) => parsed.GetResult(mfa) is not null || parsed.GetValue(mfaCode) is not null;

    /// <summary>The role that is wanted; null if none is.</summary>
    /// <exception cref="CommandException">The options contradict each other.</exception>
    public async Task<RoleRequest?> FindAsync(ParseResult parsed, MantleClient client)
    {
        if (parsed.GetValue(role) is not { } name)
            return null;
        var principal = parsed.GetValue(service);
        if (principal is not null && (WantsMfa(parsed) || parsed.GetValue(externalId) is not null))
            throw new CommandException("A service assumes its role without --mfa and --external-id; leave them out.", ExitCode.Usage);
        if (principal is null && parsed.GetValue(sourceArn) is not null)
            throw new CommandException("--source-arn is the ARN of a service's workload; name the --service too.", ExitCode.Usage);
        var request = new RoleRequest
        {
            RoleArn = name.StartsWith("arn:", StringComparison.Ordinal) ? name : await OwnRoleAsync(client, name),
            Service = principal,
            SourceArn = parsed.GetValue(sourceArn),
            SessionName = parsed.GetValue(sessionName),
            Duration = parsed.GetValue(duration),
            ExternalId = parsed.GetValue(externalId),
            SourceIdentity = parsed.GetValue(sourceIdentity),
            Tags = [.. (parsed.GetValue(tags) ?? []).SelectMany(text => text.Split(',')).Select(Tag)],
        };
        return WantsMfa(parsed)
            ? request with
            {
                Mfa = await MfaPrompt.AskAsync(client, parsed.GetValue(mfa), parsed.GetValue(mfaCode)),
            }
            : request;
    }

    static async Task<string> OwnRoleAsync(MantleClient client, string name) =>
        $"arn:aws:iam::{MantleClient.Text(await client.CallAsync("sts", "GetCallerIdentity"), "Account")}:role/{name}";

    static (string, string) Tag(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } key, var value]
            ? (key, value)
            : throw new CommandException($"--session-tags takes tags such as team=blue,stage=test, not '{text}'.", ExitCode.Usage);
}
