using System.CommandLine;
using System.Globalization;
using Mantle.Cli.Client;
using Mantle.Server.Exports;

namespace Mantle.Cli.Commands;

/// <summary>The options of <c>serve</c> that say where recorded calls are exported to.</summary>
sealed class ExportSettings
{
    const int MaxFiles = 1_000;

    readonly Option<string?> file = new("--export-file")
    {
        Description = "File that gets every recorded call too, a line of JSON each; full files become FILE.1, FILE.2, ….",
        HelpName = "FILE",
    };

    readonly Option<string?> fileSize = new Option<string?>("--export-file-size")
    {
        Description = "Size at which another file is begun, such as 500MB; 100MB unless given.",
        HelpName = "SIZE",
    }.Checked(text => ByteSize.TryParse(text, out _), "a size such as 500MB or 20GB");

    readonly Option<int> fileCount = new("--export-file-count")
    {
        Description = "How many full files are kept.",
        HelpName = "FILES",
        DefaultValueFactory = _ => new ExportOptions().FileCount,
    };

    readonly Option<string?> webhook = new("--export-webhook")
    {
        Description = "URL that gets every recorded call with POST, as lines of JSON, again until it answers with 2xx.",
        HelpName = "URL",
    };

    readonly Option<string?> webhookToken = new("--export-webhook-token")
    {
        Description = "File with the bearer token for the webhook.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        fileCount.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
                && count is < 1 or > MaxFiles
            )
                result.AddError($"--export-file-count is 1 to {MaxFiles}.");
        });
        command.Options.Add(file);
        command.Options.Add(fileSize);
        command.Options.Add(fileCount);
        command.Options.Add(webhook);
        command.Options.Add(webhookToken);
    }

    /// <exception cref="CommandException">The webhook is no URL, or there is a token and no webhook.</exception>
    public ExportOptions Read(ParseResult parsed)
    {
        var usual = new ExportOptions();
        if (parsed.GetValue(webhookToken) is not null && parsed.GetValue(webhook) is null)
            throw new CommandException("--export-webhook-token goes with --export-webhook; give both.", ExitCode.Usage);
        return new ExportOptions
        {
            File = parsed.GetValue(file),
            FileSize = ByteSize.TryParse(parsed.GetValue(fileSize) ?? "", out var bytes) ? bytes : usual.FileSize,
            FileCount = parsed.GetValue(fileCount),
            Webhook = parsed.GetValue(webhook) is { } text ? Url(text) : null,
            WebhookTokenFile = parsed.GetValue(webhookToken),
        };
    }

    /// <summary>A secret in the URL would be in logs of errors and proxies; the token has a file.</summary>
    static Uri Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0
            ? url
            : throw new CommandException(
                "--export-webhook takes a URL such as https://logs.example.com/mantle, without a password in it.",
                ExitCode.Usage
            );
}
