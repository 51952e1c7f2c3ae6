namespace Mantle.Core.Secrets;

/// <summary>
/// Limits guessing of a secret: after five wrong tries within five minutes, every try is refused unchecked until the five minutes are
/// over. A try is counted before it is checked, so that parallel tries cannot exceed the limit.
/// </summary>
public sealed class GuessLimit
{
    const int Tries = 5,
        Sweep = 4_096;
    static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    readonly Lock gate = new();
    readonly Dictionary<string, Attempts> attempts = new(StringComparer.Ordinal);

    /// <summary>Counts a try; false if there were too many wrong ones.</summary>
    public bool TryEnter(string secret, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!attempts.TryGetValue(secret, out var made) || now - made.Since >= Window || now < made.Since)
            {
                if (attempts.Count >= Sweep)
                    foreach (var (key, old) in attempts)
                        if (now - old.Since >= Window)
                            attempts.Remove(key);
                made = new Attempts(now, 0);
            }
            if (made.Count >= Tries)
                return false;
            attempts[secret] = made with { Count = made.Count + 1 };
            return true;
        }
    }

    /// <summary>Resets the count after a right guess.</summary>
    public void Succeeded(string secret)
    {
        lock (gate)
            attempts.Remove(secret);
    }

    readonly record struct Attempts(DateTimeOffset Since, int Count);
}
