using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Mantle.Wire;

/// <summary>
/// Writes XML as UTF-8. Tags are given as finished bytes; text is escaped, and what XML cannot hold (control characters,
/// halves of surrogate pairs) becomes U+FFFD, so that the document is well-formed whatever the text.
/// Call <see cref="Flush"/> at the end.
/// </summary>
public ref struct XmlResponseWriter
{
    const int Chunk = 1024;

    static readonly SearchValues<char> special = SearchValues.Create(
        "&<>\"\r\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F"
            + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF"
    );

    readonly IBufferWriter<byte> output;
    Span<byte> buffer;
    int used;

    /// <summary>Writes to <paramref name="output"/>.</summary>
    public XmlResponseWriter(IBufferWriter<byte> output)
    {
        this.output = output;
        buffer = output.GetSpan(Chunk);
    }

    /// <summary>Hands everything to the output.</summary>
    public void Flush()
    {
        output.Advance(used);
        buffer = default;
        used = 0;
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        used += bytes.Length;
    }

    /// <summary>Writes a string element, or nothing for null.</summary>
    public void Element(scoped ReadOnlySpan<byte> open, string? value, scoped ReadOnlySpan<byte> close)
    {
        if (value is null)
            return;
        Raw(open);
        Text(value);
        Raw(close);
    }

    /// <summary>Writes a number element, or nothing for null.</summary>
    public void Element(scoped ReadOnlySpan<byte> open, long? value, scoped ReadOnlySpan<byte> close)
    {
        if (value is not { } number)
            return;
        Raw(open);
        Utf8Formatter.TryFormat(number, Reserve(20), out var written);
        used += written;
        Raw(close);
    }

    /// <summary>Writes an element of a decimal number, or nothing for null.</summary>
    public void Element(scoped ReadOnlySpan<byte> open, double? value, scoped ReadOnlySpan<byte> close) =>
        Element(open, value is { } number ? Numbers.Text(number) : null, close);

    /// <summary>Writes an element of a single-precision number, or nothing for null.</summary>
    public void Element(scoped ReadOnlySpan<byte> open, float? value, scoped ReadOnlySpan<byte> close) =>
        Element(open, value is { } number ? Numbers.Text(number) : null, close);

    /// <summary>Writes a timestamp in HTTP format, or nothing for null.</summary>
    public void HttpDate(scoped ReadOnlySpan<byte> open, DateTimeOffset? value, scoped ReadOnlySpan<byte> close) =>
        Element(open, value?.ToString("r", CultureInfo.InvariantCulture), close);

    /// <summary>Writes a timestamp as seconds since 1970, or nothing for null.</summary>
    public void UnixTime(scoped ReadOnlySpan<byte> open, DateTimeOffset? value, scoped ReadOnlySpan<byte> close) =>
        Element(open, value is { } moment ? Timestamps.UnixTimeText(moment) : null, close);

    /// <summary>Writes a boolean element, or nothing for null.</summary>
    public void Element(scoped ReadOnlySpan<byte> open, bool? value, scoped ReadOnlySpan<byte> close)
    {
        if (value is not { } flag)
            return;
        Raw(open);
        Raw(flag ? "true"u8 : "false"u8);
        Raw(close);
    }

    /// <summary>Writes a timestamp to the second, or nothing for null.</summary>
    public void Element(scoped ReadOnlySpan<byte> open, DateTimeOffset? value, scoped ReadOnlySpan<byte> close)
    {
        if (value is not { } moment)
            return;
        Raw(open);
        var length = Timestamps.WriteSeconds(Reserve(Timestamps.SecondsLength), moment);
        used += length;
        Raw(close);
    }

    /// <summary>Writes a timestamp to the second with three zeros behind it, as S3 does, or nothing for null.</summary>
    public void Milliseconds(scoped ReadOnlySpan<byte> open, DateTimeOffset? value, scoped ReadOnlySpan<byte> close)
    {
        if (value is not { } moment)
            return;
        Raw(open);
        var length = Timestamps.WriteMilliseconds(
            Reserve(Timestamps.MillisecondsLength),
            DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds())
        );
        used += length;
        Raw(close);
    }

    /// <summary>Writes bytes in base64, or nothing for null.</summary>
    public void Element(scoped ReadOnlySpan<byte> open, ReadOnlyMemory<byte>? value, scoped ReadOnlySpan<byte> close)
    {
        if (value is not { } bytes)
            return;
        Raw(open);
        Base64.EncodeToUtf8(bytes.Span, Reserve(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        used += written;
        Raw(close);
    }

    /// <summary>Writes escaped text.</summary>
    public void Text(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(special);
            if (plain < 0)
                plain = text.Length;
            Plain(text[..plain]);
            if (plain == text.Length)
                return;
            Raw(
                text[plain] switch
                {
                    '&' => "&amp;"u8,
                    '<' => "&lt;"u8,
                    '>' => "&gt;"u8,
                    '"' => "&quot;"u8,
                    '\r' => "&#xD;"u8,
                    _ => "\uFFFD"u8,
                }
            );
            text = text[(plain + 1)..];
        }
    }

    void Plain(scoped ReadOnlySpan<char> text)
    {
        while (text.Length > Chunk)
        {
            // A surrogate pair stays in one piece.
            var piece = char.IsHighSurrogate(text[Chunk - 1]) ? Chunk - 1 : Chunk;
            Encode(text[..piece]);
            text = text[piece..];
        }
        Encode(text);
    }

    void Encode(scoped ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetBytes(text, Reserve(3 * text.Length));
        used += length;
    }

    // Moves what is written so far to the output, so `used` has to be read after it, never before.
    Span<byte> Reserve(int length)
    {
        if (buffer.Length - used < length)
        {
            output.Advance(used);
            used = 0;
            buffer = output.GetSpan(Math.Max(length, Chunk));
        }
        return buffer[used..];
    }
}
