using System.Runtime.InteropServices;

namespace Mantle.Cli.Commands;

/// <summary>Waits until somebody ends the command: with Ctrl+C, or with SIGTERM.</summary>
static class Shutdown
{
    public static async Task SignalAsync()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ended.TrySetResult();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
        await ended.Task;
    }
}
