using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;
using Mantle.Policy;

namespace Mantle.Cli.Commands;

/// <summary>
/// The options that say which role the holder of a certificate wants. They have the names of aws_signing_helper's
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/credential-helper.html"/>).
/// </summary>
sealed class CertificateOptions
{
    readonly Option<string?> certificate = Text("--certificate", "FILE", "A server outside: its certificate, in PEM (IAM Roles Anywhere).");
    readonly Option<string?> privateKey = Text("--private-key", "FILE", "With --certificate: its private key, in PEM.");
    readonly Option<string?> intermediates = Text("--intermediates", "FILE", "With --certificate: the authorities in between, in PEM.");
    readonly Option<string?> trustAnchor = Text("--trust-anchor-arn", "ARN", "With --certificate: the trust anchor.");
    readonly Option<string?> profile = Text("--profile-arn", "ARN", "With --certificate: the profile, which has the role.");
    readonly Option<string?> role = Text("--role-arn", "ARN", "With --certificate: the role.");
    readonly Option<string?> sessionName = Text("--role-session-name", "NAME", "With --certificate: the role session name.");
    readonly Option<int?> duration = new("--session-duration")
    {
        Description = "With --certificate: length of a session, 900 to 43200; the profile's otherwise.",
        HelpName = "SECONDS",
    };
    readonly Option<string?> region = Text(
        "--region",
        "REGION",
        "With --certificate: the trust anchor's region; its ARN says it otherwise."
    );

    public void AddTo(Command command)
    {
        foreach (
            var option in new Option[] { certificate, privateKey, intermediates, trustAnchor, profile, role, sessionName, duration, region }
        )
            command.Add(option);
    }

    /// <summary>The role that a certificate is for; null where none is given.</summary>
    /// <exception cref="CommandException">An option is missing, or one of other ways to a role is there too.</exception>
    public async Task<CertificateRole?> FindAsync(ParseResult parsed, CallerOptions caller, RoleOptions others)
    {
        if (parsed.GetValue(certificate) is not { } file)
        {
            foreach (var option in new[] { privateKey, intermediates, trustAnchor, profile, role })
                if (parsed.GetValue(option) is not null)
                    throw new CommandException($"{option.Name} belongs to a --certificate; name its file too.", ExitCode.Usage);
            return null;
        }
        if (others.IsGiven(parsed))
            throw new CommandException("A --certificate has its role by --role-arn; leave --role out.", ExitCode.Usage);
        var anchor = Needed(parsed, trustAnchor);
        var (endpoint, clock, _) = await caller.FindServerAsync(parsed);
        return new CertificateRole(
            new CertificateFiles(file, Needed(parsed, privateKey), parsed.GetValue(intermediates)),
            new CertificateRoleRequest
            {
                TrustAnchorArn = anchor,
                ProfileArn = Needed(parsed, profile),
                RoleArn = Needed(parsed, role),
                SessionName = parsed.GetValue(sessionName),
                Duration = parsed.GetValue(duration),
                Endpoint = endpoint,
                Region = parsed.GetValue(region) ?? RegionOf(anchor),
                Clock = clock,
            }
        );
    }

    static string Needed(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) ?? throw new CommandException($"--certificate needs {option.Name} {option.HelpName} too.", ExitCode.Usage);

    static string RegionOf(string trustAnchor) =>
        Arn.TryParse(trustAnchor, out var arn) && !arn.Region.IsEmpty
            ? arn.Region.ToString()
            : throw new CommandException($"--trust-anchor-arn takes the ARN of a trust anchor, not '{trustAnchor}'.", ExitCode.Usage);

    static Option<string?> Text(string name, string kind, string description) => new(name) { Description = description, HelpName = kind };
}
