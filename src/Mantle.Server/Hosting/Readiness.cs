using Mantle.Core.Storage;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Hosting;

/// <summary>
/// Whether the server can work: store and trail can be read, the changes of other nodes are known, and the disk has space. Anybody can
/// ask, so it checks at most once a second.
/// </summary>
sealed class Readiness(IStore store, ITrail trail, InstallationDisk disk, TimeProvider time, ChangeFollower? follower = null)
{
    /// <summary>With less free space than this, in bytes, writes may soon fail.</summary>
    public const long LeastFree = 64L << 20;

    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    Task<string?>? latest;
    DateTimeOffset askedAt = DateTimeOffset.MinValue;

    /// <summary>Answers a probe with 200, or with 503 and the problem.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        if (await FindProblemAsync() is not { } problem)
            return;
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/plain";
        await http.Response.WriteAsync(problem + "\n", http.RequestAborted);
    }

    /// <summary>The problem; null if there is none.</summary>
    public Task<string?> FindProblemAsync()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (latest is null || (now - askedAt).Duration() >= Lasts)
                (latest, askedAt) = (LookAsync(), now);
            return latest;
        }
    }

    async Task<string?> LookAsync()
    {
        if (follower is { IsFresh: false })
            return "What other nodes changed is not known.";
        if (await FailsAsync(() => store.ExistsAsync(ValueId.Names)))
            return "The store cannot be read.";
        if (await FailsAsync(() => trail.ReadAsync(null, null, 0, 1)))
            return "The trail cannot be read.";
        return disk.Free() < LeastFree ? "The disk is almost full." : null;
    }

    static async Task<bool> FailsAsync(Func<Task> look)
    {
        try
        {
            await Task.Run(look);
            return false;
        }
        // Any failure means not ready. The calls that need the store log the details.
        catch (Exception)
        {
            return true;
        }
    }
}
