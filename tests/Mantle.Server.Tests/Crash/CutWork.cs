using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>Work that a server is given by many at once, cut by SIGKILL.</summary>
sealed class CutWork
{
    readonly TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool isKilling;

    /// <summary>True from just before the kill: from then on connections may be lost.</summary>
    public bool IsKilling => isKilling;

    /// <summary>Completes when the server is gone.</summary>
    public Task Killed => killed.Task;

    /// <summary>
    /// Starts the work and kills the server once enough of it was answered. Not after a time: fast machines are cut in the middle too.
    /// </summary>
    /// <param name="server">The server that the work is done by.</param>
    /// <param name="answered">How much was answered so far.</param>
    /// <param name="enough">How much must have been answered before the kill.</param>
    /// <param name="start">Starts the work.</param>
    public static async Task RunAsync(MantleProcess server, Func<int> answered, int enough, Func<CutWork, Task> start)
    {
        var cut = new CutWork();
        var work = start(cut);
        // A thread of its own: the pool's are busy with the work, and the kill would come when it is done.
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
