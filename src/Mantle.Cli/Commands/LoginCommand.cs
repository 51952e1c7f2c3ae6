using System.CommandLine;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

/// <summary>
/// Writes a profile with which every AWS client calls the server. It names no key: clients run <c>mantle credential-process</c>.
/// </summary>
static class LoginCommand
{
    const string Marker = " credential-process ";

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The name of the profile.", DefaultValueFactory = _ => "mantle" };
        var data = CommonOptions.Data();
        var endpoint = CommonOptions.Endpoint();
        var profile = new Option<string?>("--profile")
        {
            Description = "A profile whose access key calls; the data folder's root user otherwise.",
            HelpName = "NAME",
        };
        var role = new Option<string?>("--role") { Description = "The role to have.", HelpName = "ARN" };
        var service = new Option<string?>("--service") { Description = "The service that assumes the role.", HelpName = "PRINCIPAL" };
        var command = new Command("login", "Writes a profile into the AWS configuration; it has no key in it.")
        {
            name,
            data,
            endpoint,
            profile,
            role,
            service,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var written = parsed.GetValue(name)!;
                if (written.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')))
                    throw new CommandException(
                        $"The name of a profile has letters, digits, '-', '_' and '.', not '{written}'.",
                        ExitCode.Usage
                    );
                var identity = await new CallerSettings(parsed.GetValue(data)!, parsed.GetValue(endpoint), parsed.GetValue(profile))
                    .WithoutEnvironment()
                    .FindAsync();
                using var client = new MantleClient(identity);
                // Whoever cannot call learns it now.
                var arn = MantleClient.Text(await client.CallAsync("sts", "GetCallerIdentity"), "Arn");
                var words = new List<string> { "--endpoint", identity.Endpoint };
                Add("--profile", parsed.GetValue(profile));
                Add("--data", parsed.GetValue(profile) is null ? Path.GetFullPath(parsed.GetValue(data)!) : null);
                Add("--role", parsed.GetValue(role));
                Add("--service", parsed.GetValue(service));
                Save(written, identity, $"{OwnProgram.Command}{Marker}{string.Join(' ', words.Select(OwnProgram.Quoted))}");
                Console.Out.WriteLine(
                    $"The profile {written} in {CallerSettings.ConfigFile} calls {identity.Endpoint} as {parsed.GetValue(role) ?? arn}: "
                        + $"aws sts get-caller-identity --profile {written}"
                );
                return ExitCode.Success;

                void Add(string option, string? value)
                {
                    if (value is not null)
                        words.AddRange([option, value]);
                }
            }
        );
        return command;
    }

    /// <exception cref="CommandException">Somebody else's profile has the name, or the file cannot be written.</exception>
    static void Save(string name, CallerIdentity identity, string process)
    {
        var file = CallerSettings.ConfigFile;
        var section = name == "default" ? name : $"profile {name}";
        if (
            ProfileFile.Section(file, section) is { } there
            && there.GetValueOrDefault("credential_process")?.Contains(Marker, StringComparison.Ordinal) != true
        )
            throw new CommandException($"There is a profile {name} in {file} that 'mantle login' did not write; give another NAME.");
        try
        {
            ProfileFile.Write(
                file,
                section,
                [("region", identity.Region), ("endpoint_url", identity.Endpoint), ("credential_process", process)]
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be written: {error.Message}");
        }
    }
}
