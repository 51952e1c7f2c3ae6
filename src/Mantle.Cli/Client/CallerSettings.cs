using Mantle.Server.Hosting;
using Mantle.SigV4;

namespace Mantle.Cli.Client;

/// <summary>
/// What a command line and its environment say of who calls. A profile that is named wins, then credentials in the environment, then the
/// data folder. The address is <c>--endpoint</c>, then the environment's, then the profile's, then the data folder's.
/// </summary>
/// <param name="Data">The data folder.</param>
/// <param name="Endpoint">The server's URL; null if the command line does not say.</param>
/// <param name="Profile">The profile; null if the command line does not say.</param>
sealed record CallerSettings(string Data, string? Endpoint, string? Profile)
{
    bool IgnoresEnvironment { get; init; }

    /// <summary>The same, without credentials of the environment: they will not be there when a profile is used.</summary>
    public CallerSettings WithoutEnvironment() => this with { IgnoresEnvironment = true };

    /// <exception cref="CommandException">There are no credentials, or no address, or the address is AWS's.</exception>
    public async Task<CallerIdentity> FindAsync()
    {
        var root = await RootAsync();
        var (credentials, origin, region, endpointOfProfile) =
            Profile is { } name ? OfProfile(name)
            : !IgnoresEnvironment && Variable("AWS_ACCESS_KEY_ID") is { } key ? OfEnvironment(key)
            : root is not null ? OfRoot(root)
            : throw new CommandException(
                $"There are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a --profile, or a --data folder; "
                    + $"there is no Mantle data in {Path.GetFullPath(Data)}."
            );
        var endpoint = Endpoint ?? Variable("AWS_ENDPOINT_URL") ?? endpointOfProfile ?? root?.Endpoint ?? throw NoAddress();
        return new CallerIdentity(
            credentials,
            Checked(endpoint),
            Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? region ?? CallerIdentity.UsualRegion,
            new ServerClock(root?.ClockOffset ?? TimeSpan.Zero),
            origin
        );
    }

    /// <summary>Where the server is, for a command that needs no credentials, with the server's clock and the region to use.</summary>
    /// <exception cref="CommandException">Nothing says where it is, or the address is AWS's.</exception>
    public async Task<(string Endpoint, TimeProvider Clock, string Region)> FindServerAsync()
    {
        var root = await RootAsync();
        return (
            Checked(Endpoint ?? Variable("AWS_ENDPOINT_URL") ?? root?.Endpoint ?? throw NoAddress()),
            new ServerClock(root?.ClockOffset ?? TimeSpan.Zero),
            Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? CallerIdentity.UsualRegion
        );
    }

    static CommandException NoAddress() => new("Where the server is, nothing says: give --endpoint URL, or set AWS_ENDPOINT_URL.");

    /// <summary>An address that is not AWS's own: Mantle's commands never reach it.</summary>
    /// <exception cref="CommandException">It is AWS's, or no URL.</exception>
    public static string Checked(string endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new CommandException($"The server's address is a URL such as http://{ServerOptions.DefaultListen}, not '{endpoint}'.");
        string[] domains = ["amazonaws.com", "amazonaws.com.cn", "api.aws", "aws.amazon.com", "on.aws"];
        if (
            domains.Any(domain =>
                url.Host.Equals(domain, StringComparison.OrdinalIgnoreCase)
                || url.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase)
            )
        )
            throw new CommandException($"{url.Host} is AWS itself, which Mantle's commands do not call; give --endpoint URL of a server.");
        return endpoint;
    }

    static (Credentials, string Origin, string? Region, string? Endpoint) OfEnvironment(string key) =>
        (
            new Credentials(
                key,
                Variable("AWS_SECRET_ACCESS_KEY")
                    ?? throw new CommandException("AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not; set both."),
                Variable("AWS_SESSION_TOKEN")
            ),
            "the environment",
            null,
            null
        );

    static (Credentials, string Origin, string? Region, string? Endpoint) OfRoot(RootCredentials root)
    {
        var identity = CallerIdentity.Of(root, root.Endpoint);
        return (identity.Credentials, identity.Origin, null, null);
    }

    static (Credentials, string Origin, string? Region, string? Endpoint) OfProfile(string name)
    {
        var settings = ProfileFile.Section(ConfigFile, $"profile {name}", name);
        var secrets = ProfileFile.Section(SecretsFile, name);
        if (settings is null && secrets is null)
            throw new CommandException($"There is no profile {name} in {SecretsFile} or {ConfigFile}.");
        string? Setting(string key) => secrets?.GetValueOrDefault(key) ?? settings?.GetValueOrDefault(key);
        return Setting("aws_access_key_id") is { } id && Setting("aws_secret_access_key") is { } secret
            ? (new Credentials(id, secret, Setting("aws_session_token")), $"the profile {name}", Setting("region"), Setting("endpoint_url"))
            : throw new CommandException(
                $"The profile {name} has no access key of its own; name a profile with aws_access_key_id and aws_secret_access_key."
            );
    }

    /// <summary>The root credentials of the data folder; null if there is none that can be read.</summary>
    async Task<RootCredentials?> RootAsync()
    {
        try
        {
            return Directory.Exists(Data) ? await MantleServer.ReadRootCredentialsAsync(Data) : null;
        }
        catch (ServerStartException)
        {
            return null;
        }
    }

    static string Home => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");

    public static string ConfigFile => Variable("AWS_CONFIG_FILE") ?? Path.Combine(Home, "config");

    public static string SecretsFile => Variable("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(Home, "credentials");

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
