using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Cli.Login;

namespace Mantle.Cli.Commands;

/// <summary>
/// Writes a profile with which every AWS client calls the server. It names no key: clients run <c>mantle credential-process</c>, or, with
/// <c>--web</c>, renew the credentials of who signed in themselves.
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
        var web = new Option<bool>("--web") { Description = "Sign in at the server's page, as 'aws login' does." };
        var remote = new Option<bool>("--remote") { Description = "Sign in at the page on another machine, and copy the code." };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Print the page's address only." };
        var command = new Command("login", "Writes a profile into the AWS configuration; it has no key in it.")
        {
            name,
            data,
            endpoint,
            profile,
            role,
            service,
            web,
            remote,
            noBrowser,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var written = parsed.GetValue(name)!;
                if (written.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')))
                    throw new CommandException(
                        $"The name of a profile has letters, digits, '-', '_' and '.', not '{written}'.",
                        ExitCode.Usage
                    );
                var isWeb = parsed.GetValue(web) || parsed.GetValue(remote);
                if (isWeb && (parsed.GetValue(profile) ?? parsed.GetValue(role) ?? parsed.GetValue(service)) is not null)
                    throw new CommandException(
                        "Who signs in at the page is who calls; leave --profile, --role and --service out.",
                        ExitCode.Usage
                    );
                CheckName(written);
                var settings = new CallerSettings(parsed.GetValue(data)!, parsed.GetValue(endpoint), parsed.GetValue(profile));
                if (isWeb)
                {
                    var server = await settings.FindServerAsync();
                    var login = new WebLogin(server.Endpoint, server.Clock);
                    var arn = parsed.GetValue(remote)
                        ? await login.ElsewhereAsync(cancellation)
                        : await login.HereAsync(!parsed.GetValue(noBrowser), cancellation);
                    Save(written, server.Endpoint, server.Region, ("login_session", arn));
                    Tell(written, server.Endpoint, arn);
                    return ExitCode.Success;
                }
                var identity = await settings.WithoutEnvironment().FindAsync();
                using var client = new MantleClient(identity);
                // Whoever cannot call learns it now.
                var caller = MantleClient.Text(await client.CallAsync("sts", "GetCallerIdentity"), "Arn");
                var words = new List<string> { "--endpoint", identity.Endpoint };
                Add("--profile", parsed.GetValue(profile));
                Add("--data", parsed.GetValue(profile) is null ? Path.GetFullPath(parsed.GetValue(data)!) : null);
                Add("--role", parsed.GetValue(role));
                Add("--service", parsed.GetValue(service));
                var process = $"{OwnProgram.Command}{Marker}{string.Join(' ', words.Select(OwnProgram.Quoted))}";
                Save(written, identity.Endpoint, identity.Region, ("credential_process", process));
                Tell(written, identity.Endpoint, parsed.GetValue(role) ?? caller);
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

    static void Tell(string name, string endpoint, string? arn) =>
        Console.Out.WriteLine(
            $"The profile {name} in {CallerSettings.ConfigFile} calls {endpoint} as {arn}: aws sts get-caller-identity --profile {name}"
        );

    static string SectionOf(string name) => name == "default" ? name : $"profile {name}";

    /// <exception cref="CommandException">Somebody else's profile has the name.</exception>
    static void CheckName(string name)
    {
        var file = CallerSettings.ConfigFile;
        if (
            ProfileFile.Section(file, SectionOf(name)) is { } there
            && there.GetValueOrDefault("credential_process")?.Contains(Marker, StringComparison.Ordinal) != true
            && !(there.ContainsKey("login_session") && there.ContainsKey("endpoint_url"))
        )
            throw new CommandException($"There is a profile {name} in {file} that 'mantle login' did not write; give another NAME.");
    }

    /// <exception cref="CommandException">The file cannot be written.</exception>
    static void Save(string name, string endpoint, string region, (string Key, string Value) credentials)
    {
        var file = CallerSettings.ConfigFile;
        try
        {
            ProfileFile.Write(file, SectionOf(name), [("region", region), ("endpoint_url", endpoint), credentials]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be written: {error.Message}");
        }
    }
}
