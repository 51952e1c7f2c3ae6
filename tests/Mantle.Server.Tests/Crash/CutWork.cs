using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>Concurrent work of a server that SIGKILL interrupts.</summary>
sealed class CutWork
{
    readonly TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool isKilling;

    /// <summary>True from just before the kill: from then on connections may be lost.</summary>
    public bool IsKilling => isKilling;

    /// <summary>Completes when the server is gone.</summary>
    public Task Killed => killed.Task;

    /// <summary>
    /// Starts the work and kills the server once enough of it was answered. The trigger is not a time, so that fast machines are
    /// interrupted in the middle too.
    /// </summary>
    /// <param name="server">The server that does the work.</param>
    /// <param name="answered">How much was answered so far.</param>
    /// <param name="enough">How much must have been answered before the kill.</param>
    /// <param name="start">Starts the work.</param>
    public static async Task RunAsync(MantleProcess server, Func<int> answered, int enough, Func<CutWork, Task> start)
    {
        var cut = new CutWork();
        var work = start(cut);
        // It needs a thread of its own: those of the pool are busy with the work, and the kill would come too late.
        await Task.Factory.StartNew(
            () =>
            {
                while (answered() < enough && !work.IsCompleted)
                    Thread.Sleep(1);
                cut.isKilling = true;
                server.KillAsync().GetAwaiter().GetResult();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        cut.killed.SetResult();
        await work;
    }
}
