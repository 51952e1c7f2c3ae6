using System.Diagnostics;

namespace Mantle.Policy.Tests;

/// <summary>Runs a sample program that was built with the tests.</summary>
static class SampleRun
{
    /// <summary>The lines that the program wrote; the test fails when its exit code is not 0.</summary>
    public static async Task<string[]> OutputAsync(string sample, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{sample}.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
