using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Mantle.Cli.Client;

namespace Mantle.Cli.Workloads;

/// <summary>
/// Runs a program in place of this one: its input and output are this one's, signals are passed on, and its exit code is returned. Of a
/// program that a signal ended, the code is 128 and the signal's number.
/// </summary>
static partial class ChildProcess
{
    const int NotFound = 127;

    const int Hangup = 1,
        Interrupt = 2,
        Quit = 3,
        Terminate = 15;

    /// <param name="command">The program and its arguments.</param>
    /// <param name="variables">What its environment has besides this one's; a null value takes a variable out.</param>
    /// <exception cref="CommandException">There is no such program.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false };
        foreach (var (name, value) in variables)
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        // The program may end before it can be asked for its id; a signal is passed on only while it runs.
        var child = 0;
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => PassOn(context, child, Hangup));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => PassOnKey(context, child, Interrupt));
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => PassOnKey(context, child, Quit));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => PassOn(context, child, Terminate));
        using var process = Start(start);
        child = process.Id;
        await process.WaitForExitAsync();
        child = 0;
        return process.ExitCode;
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CommandException($"There is no program '{start.FileName}' that can be run; check its name and the PATH.", NotFound);
        }
    }

    static void PassOn(PosixSignalContext context, int child, int signal)
    {
        context.Cancel = true;
        if (child != 0)
            _ = Kill(child, signal);
    }

    /// <summary>A terminal sends the signals of its keys to the program too; without a terminal, nobody else does.</summary>
    static void PassOnKey(PosixSignalContext context, int child, int signal) =>
        PassOn(context, Console.IsInputRedirected ? child : 0, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
