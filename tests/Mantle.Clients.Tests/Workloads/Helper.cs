using System.Diagnostics;
using System.Text.RegularExpressions;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>A command of <c>mantle</c> that goes on beside the test, and says at which URL.</summary>
sealed partial class Helper : IDisposable
{
    readonly Process process;

    Helper(Process process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    /// <summary>The most memory that it had at a time, in bytes.</summary>
    public long MostBytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts it in a terminal's environment, and waits for its line.</summary>
    public static async Task<Helper> StartAsync(Terminal terminal, string arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"exec '{Repository.Root}/mantle' {arguments}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in terminal.Variables)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var line = await process.StandardOutput.ReadLineAsync(timeout.Token);
        return line is not null && Ready().Match(line) is { Success: true } match
            ? new Helper(process, match.Groups["url"].Value)
            : throw new InvalidOperationException($"It did not start: {line} {await process.StandardError.ReadToEndAsync(timeout.Token)}");
    }

    /// <summary>Ends it with SIGTERM; returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await Shell.RunAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kill -TERM {process.Id}"));
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    [GeneratedRegex("ready (?<url>http://\\S+)")]
    private static partial Regex Ready();
}
