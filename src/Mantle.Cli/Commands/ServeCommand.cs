using System.CommandLine;
using System.Globalization;
using System.Net;
using Mantle.Cli.Client;
using Mantle.Core.Authorization;
using Mantle.Server.Hosting;

namespace Mantle.Cli.Commands;

static class ServeCommand
{
    /// <summary>A pebibyte, in MiB.</summary>
    const long MaxMemory = 1L << 30;

    /// <summary>A day, and a century.</summary>
    const double MinTrailDays = 1,
        MaxTrailDays = 36_500;

    /// <summary>Fifty years, in seconds: no date that follows from the clock passes the last one that there is.</summary>
    const long MaxOffset = 1_577_880_000;

    /// <summary>A hundred years, in days.</summary>
    const int MaxKeyDays = 36_525;

    public static Command Create()
    {
        var data = CommonOptions.Data();
        var listen = new Option<string>("--listen")
        {
            Description = "Address and port to listen on; port 0 takes a free one.",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => ServerOptions.DefaultListen,
        };
        var enforce = new Option<string>("--enforce")
        {
            Description = "Authorization: on; log (evaluated and recorded, nothing denied); off. Other than on only on loopback.",
            DefaultValueFactory = _ => "on",
        };
        enforce.OneOf("on", "log", "off");
        var quotas = new Option<string>("--quotas")
        {
            Description = "AWS's quotas, such as 5,000 users in an account: on or off.",
            DefaultValueFactory = _ => "on",
        };
        quotas.OneOf("on", "off");
        var memory = new Option<long?>("--memory-budget")
        {
            Description = "Memory for accounts and compiled policies, in MiB; half of the machine's unless given.",
            HelpName = "MIB",
        };
        memory.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var mebibytes)
                && mebibytes is < 1 or > MaxMemory
            )
                result.AddError($"--memory-budget is 1 to {MaxMemory} MiB.");
        });
        var offset = new Option<long>("--clock-offset")
        {
            Description = "How far the server's clock runs ahead, to test expiry.",
            HelpName = "SECONDS",
        };
        offset.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
                && seconds is < -MaxOffset or > MaxOffset
            )
                result.AddError($"--clock-offset is at most {MaxOffset} seconds (50 years), ahead or, with a minus sign, behind.");
        });
        var certificate = new Option<string?>("--tls-cert")
        {
            Description = "PEM file of the certificate and its chain.",
            HelpName = "FILE",
        };
        var key = new Option<string?>("--tls-key") { Description = "PEM file of the certificate's key.", HelpName = "FILE" };
        var proxies = new Option<string[]>("--trusted-proxy")
        {
            Description = "Network whose X-Forwarded-For and X-Forwarded-Proto are believed; may be repeated.",
            HelpName = "CIDR",
        };
        var publicUrl = new Option<string?>("--public-url")
        {
            Description = "URL at which others reach the server, if not where it listens; issuers of web identity tokens begin with it.",
            HelpName = "URL",
        };
        var authorities = new Option<string?>("--issuer-ca")
        {
            Description = "PEM file of CA certificates for https identity providers, besides those the machine trusts.",
            HelpName = "FILE",
        };
        var privateIssuers = new Option<bool>("--allow-private-issuers")
        {
            Description = "Let identity providers be on this machine or in private networks.",
        };
        var unaskedIssuers = new Option<bool>("--no-issuer-thumbprints")
        {
            Description = "Create OpenID Connect providers without asking the issuer for its thumbprint; for machines without a network.",
        };
        var httpIssuers = new Option<bool>("--allow-http-issuers")
        {
            Description = "Let identity providers be reached by http; for development.",
        };
        var keyDays = new Option<double>("--session-key-days")
        {
            Description = "Days after which session tokens get a new sealing key; 0 keeps it.",
            HelpName = "DAYS",
            DefaultValueFactory = _ => new ServerOptions().SessionKeyLifetime.TotalDays,
        };
        keyDays.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var days)
                && days is not (>= 0 and <= MaxKeyDays)
            )
                result.AddError($"--session-key-days is 0 to {MaxKeyDays}.");
        });
        var trailInterval = Seconds("--trail-interval", "How often trails deliver log files.", new ServerOptions().TrailInterval);
        var digestInterval = Seconds(
            "--trail-digest-interval",
            "The period that a digest file of a trail covers.",
            new ServerOptions().TrailDigestInterval
        );
        var trailFolder = new Option<string?>("--trail-folder")
        {
            Description = "Folder for copies of the log files and digest files that trails deliver to buckets.",
            HelpName = "DIR",
        };
        var trailDays = new Option<double>("--trail-days")
        {
            Description = "Days that recorded calls are kept.",
            HelpName = "DAYS",
            DefaultValueFactory = _ => new ServerOptions().TrailLifetime.TotalDays,
        };
        trailDays.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var days)
                && days is not (>= MinTrailDays and <= MaxTrailDays)
            )
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--trail-days is {MinTrailDays} to {MaxTrailDays}."));
        });
        var trailSize = new Option<string?>("--trail-size")
        {
            Description = "Room for recorded calls, such as 500MB or 20GB; the oldest make room for new ones. No limit unless given.",
            HelpName = "SIZE",
        };
        trailSize.Checked(text => ByteSize.TryParse(text, out _), "a size such as 500MB or 20GB");
        var command = new Command("serve", "Runs the server in the foreground.")
        {
            data,
            listen,
            enforce,
            quotas,
            memory,
            offset,
            certificate,
            key,
            proxies,
            keyDays,
            trailDays,
            trailSize,
            publicUrl,
            authorities,
            privateIssuers,
            unaskedIssuers,
            httpIssuers,
            trailInterval,
            digestInterval,
            trailFolder,
        };
        var export = new ExportSettings();
        export.AddTo(command);
        command.SetAction(
            (parsed, _) =>
                RunAsync(
                    new ServerOptions
                    {
                        DataFolder = parsed.GetValue(data)!,
                        Listen = ListenAddress.Parse(parsed.GetValue(listen)!, ServerOptions.DefaultListen),
                        Enforcement = Enum.Parse<Enforcement>(parsed.GetValue(enforce)!, ignoreCase: true),
                        EnforceQuotas = parsed.GetValue(quotas) == "on",
                        MemoryBudget = parsed.GetValue(memory) is { } mebibytes ? mebibytes << 20 : new ServerOptions().MemoryBudget,
                        ClockOffset = TimeSpan.FromSeconds(parsed.GetValue(offset)),
                        TlsCertificate = parsed.GetValue(certificate),
                        TlsKey = parsed.GetValue(key),
                        PublicUrl = parsed.GetValue(publicUrl) is { } url ? Url(url) : null,
                        IssuerAuthorities = parsed.GetValue(authorities),
                        AllowPrivateIssuers = parsed.GetValue(privateIssuers),
                        AskIssuersForThumbprints = !parsed.GetValue(unaskedIssuers),
                        AllowHttpIssuers = parsed.GetValue(httpIssuers),
                        TrailInterval = TimeSpan.FromSeconds(parsed.GetValue(trailInterval)),
                        TrailDigestInterval = TimeSpan.FromSeconds(parsed.GetValue(digestInterval)),
                        TrailFolder = parsed.GetValue(trailFolder),
                        SessionKeyLifetime = TimeSpan.FromDays(parsed.GetValue(keyDays)),
                        TrailLifetime = TimeSpan.FromDays(parsed.GetValue(trailDays)),
                        TrailSize = ByteSize.TryParse(parsed.GetValue(trailSize) ?? "", out var bytes) ? bytes : null,
                        Export = export.Read(parsed),
                        TrustedProxies = [.. (parsed.GetValue(proxies) ?? []).Select(Network)],
                    }
                )
        );
        return command;
    }

    /// <summary>Longest interval of trails, in seconds.</summary>
    const long LongestInterval = 24 * 60 * 60;

    static Option<long> Seconds(string name, string description, TimeSpan usual)
    {
        var option = new Option<long>(name)
        {
            Description = description,
            HelpName = "SECONDS",
            DefaultValueFactory = _ => (long)usual.TotalSeconds,
        };
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
                && seconds is < 1 or > LongestInterval
            )
                result.AddError($"{name} is 1 to {LongestInterval} seconds.");
        });
        return option;
    }

    static async Task<int> RunAsync(ServerOptions options)
    {
        if ((options.TlsCertificate is null) != (options.TlsKey is null))
            throw new CommandException("--tls-cert and --tls-key go together; give both.", ExitCode.Usage);
        if (options.Enforcement != Enforcement.On)
        {
            if (!IPAddress.IsLoopback(options.Listen.Address))
                throw new CommandException("--enforce off and log are for loopback only; listen on 127.0.0.1.", ExitCode.Usage);
            Console.Error.WriteLine(
                options.Enforcement == Enforcement.Off
                    ? "mantle: authorization is OFF: every authenticated call is allowed."
                    : "mantle: authorization is only LOGGED: nothing is denied."
            );
        }
        try
        {
            await using var server = await MantleServer.StartAsync(options);
            Console.Out.WriteLine($"mantle ready {server.Endpoint}");
            await Console.Out.FlushAsync();
            await server.WaitForShutdownAsync();
        }
        catch (ServerStartException error)
        {
            throw new CommandException(error.Message);
        }
        return ExitCode.Success;
    }

    static string Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme is "http" or "https")
        && url.Query.Length == 0
        && url.Fragment.Length == 0
            ? text
            : throw new CommandException($"--public-url takes a URL such as https://iam.example.com, not '{text}'.", ExitCode.Usage);

    static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network)
            ? network
            : throw new CommandException($"--trusted-proxy takes a network such as 10.0.0.0/8, not '{text}'.", ExitCode.Usage);
}
