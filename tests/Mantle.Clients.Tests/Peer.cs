using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>A program that runs beside a test, prints lines of JSON, and exits when its standard input closes.</summary>
sealed class Peer : IDisposable
{
    readonly Process process;
    readonly ConcurrentQueue<string> errors = new();

    Peer(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, data) =>
        {
            if (data.Data is { } line)
                errors.Enqueue(line);
        };
        process.BeginErrorReadLine();
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Peers");

    public static void Need() =>
        Assert.SkipUnless(
            Shell.Has("node") && Directory.Exists(Path.Combine(Folder, "node_modules")),
            "node, or the packages of tests/Peers, are not installed"
        );

    public static Peer Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new Peer(Process.Start(start)!);
    }

    /// <summary>The next line of JSON; other lines before it are skipped.</summary>
    public async Task<JsonElement> ReadAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            if (line is ['{' or '[', ..])
                return JsonDocument.Parse(line).RootElement;
        await process.WaitForExitAsync(timeout.Token);
        throw new InvalidOperationException(
            $"{string.Join(' ', process.StartInfo.ArgumentList)} ended with {process.ExitCode}: {string.Join('\n', errors)}"
        );
    }

    /// <summary>Sends an empty line and reads the answer.</summary>
    public Task<JsonElement> AskAsync()
    {
        process.StandardInput.WriteLine();
        return ReadAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
