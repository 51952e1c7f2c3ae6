namespace Mantle.Core.Secrets;

/// <summary>When session tokens get a new key, and how long the old ones are kept.</summary>
public static class SessionKeyRotation
{
    /// <summary>The longest that a session lives
    /// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html"/>).</summary>
    static readonly TimeSpan LongestSession = TimeSpan.FromSeconds(129_600);

    /// <summary>Rotates now; keys whose last session has ended go.</summary>
    public static Task<RingKey> RotateAsync(KeyRing keys, DateTimeOffset now) => keys.RotateAsync(now, unusedSince: now - LongestSession);

    /// <summary>Rotates if the present key is older than <paramref name="lifetime"/>; never where that is zero.</summary>
    public static async Task RotateIfDueAsync(KeyRing keys, TimeSpan lifetime, DateTimeOffset now)
    {
        if (lifetime > TimeSpan.Zero && now - keys.Current.Created >= lifetime)
            await RotateAsync(keys, now);
    }
}
