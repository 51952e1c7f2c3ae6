using System.Runtime.CompilerServices;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>Work that a server is given by many at once, cut by SIGKILL.</summary>
static class CutWork
{
    /// <summary>
    /// Starts the work and kills the server once enough of it was answered. Not after a time: fast machines are cut in the middle too.
    /// </summary>
    /// <param name="server">The server that the work is done by.</param>
    /// <param name="answered">How much was answered so far.</param>
    /// <param name="enough">How much must have been answered before the kill.</param>
    /// <param name="start">Starts the work. What it is given turns true just before the kill: from then on connections may be lost.</param>
    public static async Task RunAsync(MantleProcess server, Func<int> answered, int enough, Func<StrongBox<bool>, Task> start)
    {
        var killing = new StrongBox<bool>();
        var work = start(killing);
        while (answered() < enough && !work.IsCompleted)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        Volatile.Write(ref killing.Value, true);
        await server.KillAsync();
        await work;
    }
}
