namespace Mantle.Core.Secrets;

/// <summary>Rotation of the keys that seal session tokens.</summary>
public static class SessionKeyRotation
{
    /// <summary>The longest duration of a session
    /// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html"/>).</summary>
    static readonly TimeSpan LongestSession = TimeSpan.FromSeconds(129_600);

    /// <summary>Rotates now, and drops keys whose last session has expired.</summary>
    public static Task<RingKey> RotateAsync(KeyRing keys, DateTimeOffset now) => keys.RotateAsync(now, unusedSince: now - LongestSession);

    /// <summary>Rotates if the current key is older than <paramref name="lifetime"/>; zero means never.</summary>
    public static async Task RotateIfDueAsync(KeyRing keys, TimeSpan lifetime, DateTimeOffset now)
    {
        if (lifetime > TimeSpan.Zero && now - keys.Current.Created >= lifetime)
            await RotateAsync(keys, now);
    }
}
