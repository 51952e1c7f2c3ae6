namespace Mantle.Core.Secrets;

/// <summary>
/// How often a secret may be guessed: five wrong tries within five minutes, after which every try is refused unseen until the five
/// minutes are over. An attempt counts before it is checked, so that parallel ones cannot slip through together.
/// </summary>
public sealed class GuessLimit
{
    const int Tries = 5,
        Sweep = 4_096;
    static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    readonly Lock gate = new();
    readonly Dictionary<string, Attempts> attempts = new(StringComparer.Ordinal);

    /// <summary>Counts a try; false when there were too many wrong ones.</summary>
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

    /// <summary>The guess was right: earlier wrong ones no longer count.</summary>
    public void Succeeded(string secret)
    {
        lock (gate)
            attempts.Remove(secret);
    }

    readonly record struct Attempts(DateTimeOffset Since, int Count);
}
