using System.Diagnostics;
using System.Text.Json;

namespace Mantle.Tests.Shared;

/// <summary>A server started with <c>./mantle serve</c>, in a process of its own that can be killed.</summary>
sealed class MantleProcess : IDisposable
{
    readonly Process process;

    MantleProcess(Process process, string endpoint)
    {
        this.process = process;
        Endpoint = endpoint;
    }

    public string Endpoint { get; }

    public int Id => process.Id;

    /// <summary>Starts a server on a folder, on a free port unless the arguments say which, and waits for its ready line.</summary>
    public static async Task<MantleProcess> StartAsync(string dataFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "mantle"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        string[] listen = arguments.Contains("--listen") ? [] : ["--listen", "127.0.0.1:0"];
        return await StartAsync(start, ["serve", "--data", dataFolder, .. listen, .. arguments]);
    }

    /// <summary>Starts a server through another program, such as a tracer.</summary>
    public static async Task<MantleProcess> StartAsync(ProcessStartInfo start, IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var line = await process.StandardOutput.ReadLineAsync(timeout.Token);
        if (line?.StartsWith("mantle ready ", StringComparison.Ordinal) != true)
            throw new InvalidOperationException(
                $"The server did not start: {line} {await process.StandardError.ReadToEndAsync(timeout.Token)}"
            );
        process.ErrorDataReceived += (_, data) =>
        {
            if (data.Data is { } text)
                Console.Error.WriteLine(text);
        };
        process.BeginErrorReadLine();
        return new MantleProcess(process, line["mantle ready ".Length..]);
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it with SIGTERM; returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>What <c>./mantle credentials --format json</c> prints for a folder.</summary>
    public static async Task<(string AccountId, string AccessKeyId, string SecretAccessKey)> CredentialsAsync(string dataFolder)
    {
        var (code, output, error) = await Shell.RunAsync($"'{Repository.Root}/mantle' credentials --data '{dataFolder}' --format json");
        if (code != 0)
            throw new InvalidOperationException(error);
        using var json = JsonDocument.Parse(output);
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        return (Text("AccountId"), Text("AccessKeyId"), Text("SecretAccessKey"));
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
