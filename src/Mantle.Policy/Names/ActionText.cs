using System.Collections.Concurrent;

namespace Mantle.Policy;

/// <summary>An action's text, with the hashes that policy indexes need.</summary>
sealed class ActionText
{
    public static readonly ActionText None = new("", 0);

    // AWS has some twenty thousand actions. The limit keeps invented ones from filling memory.
    const int MaxShared = 32_768;
    static readonly ConcurrentDictionary<string, ActionText> SharedTexts = new(StringComparer.Ordinal);

    readonly int[] prefixHashes;

    public ActionText(string text, int colon)
    {
        Text = text;
        Colon = colon;
        Lower = AsciiText.ToLower(text);
        Hash = PatternHash.Of(Lower);
        prefixHashes = new int[Math.Min(text.Length, PatternHash.MaxPrefix) + 1];
        for (var length = 0; length < prefixHashes.Length; length++)
            prefixHashes[length] = PatternHash.OfPrefix(Lower.AsSpan(0, length));
    }

    /// <summary>Returns a shared instance if possible.</summary>
    public static ActionText Shared(string text, int colon)
    {
        if (SharedTexts.TryGetValue(text, out var shared))
            return shared;
        shared = new ActionText(text, colon);
        return SharedTexts.Count < MaxShared ? SharedTexts.GetOrAdd(text, shared) : shared;
    }

    public string Text { get; }

    public int Colon { get; }

    /// <summary>The text in lower case, because actions ignore case.</summary>
    public string Lower { get; }

    public int Hash { get; }

    /// <summary>The hash of each prefix up to a length of <see cref="PatternHash.MaxPrefix"/>.</summary>
    public ReadOnlySpan<int> PrefixHashes => prefixHashes;
}
