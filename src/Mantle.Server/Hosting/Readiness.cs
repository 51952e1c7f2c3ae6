using Mantle.Core.Storage;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Hosting;

/// <summary>
/// Whether the server can do its work: store and trail can be read, what other nodes changed is known, and
/// the disk has room. Anybody can ask, so it is looked at once a
/// second at most.
/// </summary>
sealed class Readiness(IStore store, ITrail trail, InstallationDisk disk, TimeProvider time, ChangeFollower? follower = null)
{
    /// <summary>Less room than this, in bytes, and writes may soon fail.</summary>
    public const long LeastFree = 64L << 20;

    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    Task<string?>? latest;
    DateTimeOffset askedAt = DateTimeOffset.MinValue;

    /// <summary>Answers a probe: 200, or 503 with what is wrong.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        if (await FindProblemAsync() is not { } problem)
            return;
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/plain";
        await http.Response.WriteAsync(problem + "\n", http.RequestAborted);
    }

    /// <summary>What keeps the server from its work; null where nothing does.</summary>
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
        // Whatever it is, the server is not ready; the calls that need the store log what it says.
        catch (Exception)
        {
            return true;
        }
    }
}
