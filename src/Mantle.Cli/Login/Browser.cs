using System.ComponentModel;
using System.Diagnostics;

namespace Mantle.Cli.Login;

/// <summary>The person's browser.</summary>
static class Browser
{
    /// <summary>Opens an address, if there is a browser here that can be asked to. The address is printed anyway.</summary>
    public static void TryOpen(string url)
    {
        if (OperatingSystem.IsWindows())
            Start(new ProcessStartInfo(url) { UseShellExecute = true });
        else if (Environment.GetEnvironmentVariable("BROWSER") is { Length: > 0 } browser)
            Start(new ProcessStartInfo(browser, [url]));
        else if (OperatingSystem.IsMacOS())
            Start(new ProcessStartInfo("open", [url]));
        else if (HasDisplay)
            Start(new ProcessStartInfo("xdg-open", [url]));
    }

    static bool HasDisplay =>
        Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };

    static void Start(ProcessStartInfo program)
    {
        try
        {
            program.RedirectStandardOutput = program.RedirectStandardError = !program.UseShellExecute;
            using var started = Process.Start(program);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException) { }
    }
}
