using Mantle.Server.Authentication;
using Mantle.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>Gives the session tokens a new key when the present one has served its time.</summary>
sealed partial class SessionKeyRotation : IAsyncDisposable
{
    /// <summary>The longest that a session lives
    /// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html"/>).</summary>
    static readonly TimeSpan LongestSession = TimeSpan.FromSeconds(129_600);

    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    readonly PeriodicTimer timer = new(Interval);
    readonly Task loop;

    public SessionKeyRotation(KeyRing keys, TimeSpan lifetime, TimeProvider time, ILogger<SessionKeyRotation> logger) =>
        loop = lifetime > TimeSpan.Zero ? RunAsync(keys, lifetime, time, logger) : Task.CompletedTask;

    /// <summary>Rotates now; keys whose last session has ended go.</summary>
    public static Task<RingKey> RotateAsync(KeyRing keys, DateTimeOffset now) => keys.RotateAsync(now, unusedSince: now - LongestSession);

    /// <summary>Rotates if the present key is older than <paramref name="lifetime"/>.</summary>
    public static async Task RotateIfDueAsync(KeyRing keys, TimeSpan lifetime, DateTimeOffset now)
    {
        if (now - keys.Current.Created >= lifetime)
            await RotateAsync(keys, now);
    }

    async Task RunAsync(KeyRing keys, TimeSpan lifetime, TimeProvider time, ILogger logger)
    {
        do
        {
            try
            {
                await RotateIfDueAsync(keys, lifetime, time.GetUtcNow());
            }
            catch (StoreException error)
            {
                RotationFailed(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync());
    }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await loop;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The session key could not be rotated; trying again")]
    static partial void RotationFailed(ILogger logger, Exception error);
}
