using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>A command of <c>mantle</c> that goes on beside the test, and says at which URL.</summary>
sealed partial class Helper : IDisposable
{
    readonly Process process;

    Helper(Process process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    /// <summary>
    /// Its memory in bytes, without pages of files such as the runtime's libraries, which all programs of the machine share.
    /// </summary>
    public async Task<long> MemoryAsync() =>
        (await File.ReadAllLinesAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status")))
            .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)) * 1_024;

    /// <summary>Starts it in a terminal's environment, and waits for its line.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="clock">A file from which faketime reads how far its clock is ahead; null for the machine's clock.</param>
    public static async Task<Helper> StartAsync(Terminal terminal, string arguments, string? clock = null)
    {
        var command = $"exec '{Repository.Root}/mantle' {arguments}";
        if (clock is not null)
            command =
                $"export FAKETIME_TIMESTAMP_FILE='{clock}' FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1; "
                + $"exec faketime -f +0s bash -c \"unset FAKETIME; {command}\"";
        var start = new ProcessStartInfo("bash", ["-c", command])
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
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var line = await process.StandardOutput.ReadLineAsync(timeout.Token);
        return line is not null && Ready().Match(line) is { Success: true } match
            ? new Helper(process, match.Groups["url"].Value)
            : throw new InvalidOperationException($"It did not start: {line} {await process.StandardError.ReadToEndAsync(timeout.Token)}");
    }

    /// <summary>Ends it with SIGTERM; returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await Shell.RunAsync(string.Create(CultureInfo.InvariantCulture, $"kill -TERM {process.Id}"));
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
