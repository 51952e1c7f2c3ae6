namespace Mantle.Policy.Tests.Robustness;

/// <summary>Damages a document: cuts, inserts, duplicates or swaps parts.</summary>
static class DocumentMutation
{
    public static readonly string[] Fragments =
    [
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\u",
        "\\ud800",
        "\ufdd0",
        "\0",
        "\n",
        "null",
        "true",
        "-",
        "1e9999",
        "${",
        "${*}",
        "${a, '",
        "*",
        "?",
        "arn:aws:s3:::",
        "::::::",
        "\"Statement\":",
        "\"Effect\":\"Deny\",",
        "\"Condition\":{\"StringLike\":{\"a\":",
        "ForAllValues:",
        "IfExists",
        "[[[[[[[[[[",
        "{\"a\":{\"a\":{\"a\":",
        "\ufeff",
        "/*",
        "'",
        "9223372036854775808",
    ];

    public static string Mutate(string text, string[] corpus, Random random)
    {
        // Swapped words keep the JSON valid, so these documents get further.
        var whole = random.Next(2) == 0;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            if (whole)
            {
                text = Swap(text, random);
                continue;
            }
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(20, text.Length - at) + 1);
            text = random.Next(7) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Fragments[random.Next(Fragments.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text[..at],
                4 => string.Concat(text.AsSpan(0, at), corpus[random.Next(corpus.Length)].AsSpan(random.Next(20))),
                5 when at < text.Length => string.Concat(
                    text.AsSpan(0, at),
                    ((char)random.Next(random.Next(2) == 0 ? 128 : 65536)).ToString(),
                    text.AsSpan(at + 1)
                ),
                _ => Swap(text, random),
            };
        }
        return text;
    }

    public static string Swap(string text, Random random)
    {
        string[] words =
        [
            "Allow",
            "Deny",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Principal",
            "NotPrincipal",
            "Condition",
            "StringEquals",
            "StringLike",
            "NumericLessThan",
            "DateEquals",
            "IpAddress",
            "ArnLike",
            "Bool",
            "Null",
            "s3:GetObject",
            "alice",
            "*",
            "2012-10-17",
            "Version",
            "Statement",
            "AWS",
        ];
        var from = words[random.Next(words.Length)];
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), words[random.Next(words.Length)], text.AsSpan(at + from.Length));
    }
}
