namespace Mantle.Policy;

/// <summary>An action's text, and the hashes by which policies look it up.</summary>
sealed class ActionText
{
    public static readonly ActionText None = new("", 0);

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

    public string Text { get; }

    public int Colon { get; }

    /// <summary>The text in lower case: actions compare ignoring case.</summary>
    public string Lower { get; }

    public int Hash { get; }

    /// <summary>The hash of the first characters, for every length up to <see cref="PatternHash.MaxPrefix"/>.</summary>
    public ReadOnlySpan<int> PrefixHashes => prefixHashes;
}
