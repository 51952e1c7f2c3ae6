using System.Text;
using System.Text.RegularExpressions;

namespace Mantle.S3.Front;

/// <summary>
/// Decodes header text that clients encoded as ASCII (RFC 2047): <c>=?UTF-8?B?…?=</c> and <c>=?UTF-8?Q?…?=</c>. S3 decodes user metadata
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata"/>).
/// </summary>
static partial class EncodedWords
{
    /// <summary>The text with its encoded words decoded; all other text stays unchanged.</summary>
    public static string Decode(string text) =>
        !text.Contains("=?", StringComparison.Ordinal)
            ? text
            : Word()
                .Replace(
                    BetweenWords().Replace(text, "$1"),
                    static word => Decode(word.Groups[1].Value, word.Groups[2].Value) ?? word.Value
                );

    static string? Decode(string encoding, string content)
    {
        try
        {
            var bytes = encoding is "B" or "b" ? Convert.FromBase64String(content) : Unquote(content);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The Q encoding: an underscore is a blank, and <c>=E4</c> a byte.</summary>
    static byte[] Unquote(string content)
    {
        var bytes = new List<byte>(content.Length);
        for (var i = 0; i < content.Length; i++)
            if (content[i] != '=')
                bytes.Add(content[i] == '_' ? (byte)' ' : (byte)content[i]);
            else if (i + 2 < content.Length)
            {
                bytes.AddRange(Convert.FromHexString(content.AsSpan(i + 1, 2)));
                i += 2;
            }
            else
                throw new FormatException();
        return [.. bytes];
    }

    [GeneratedRegex(@"=\?UTF-8\?([BbQq])\?([!->@-~]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    /// <summary>Drops blanks between two encoded words.</summary>
    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();
}
