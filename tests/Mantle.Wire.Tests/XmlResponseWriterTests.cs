using System.Buffers;
using System.Xml.Linq;

namespace Mantle.Wire.Tests;

public class XmlResponseWriterTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c'")]
    [InlineData("a\r\n\tb", "a&#xD;\n\tb")]
    [InlineData("\0\u0001\u001F", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("\uFFFE\uFFFF", "\uFFFD\uFFFD")]
    [InlineData("\U0001F600 ü 值", "\U0001F600 ü 值")]
    public void Text_is_escaped_and_always_well_formed(string text, string expected) =>
        Assert.Equal($"<a>{expected}</a>", Write((ref XmlResponseWriter w) => w.Element("<a>"u8, text, "</a>"u8)));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() =>
        Assert.Equal("<a>\uFFFD!</a>", Write((ref XmlResponseWriter w) => w.Element("<a>"u8, "\uD83D!", "</a>"u8)));

    [Fact]
    public void Text_of_any_length_and_alphabet_comes_back_from_a_parser()
    {
        var random = new Random(5);
        foreach (var length in new[] { 0, 1, 1023, 1024, 1025, 5000, 140_000 })
        {
            var text = new StringBuilder();
            while (text.Length < length)
                text.Append(
                    random.Next(3) switch
                    {
                        0 => "\U0001F600",
                        1 => "<&\r\n",
                        _ => "ü",
                    }
                );
            var document = XElement.Parse(
                Write((ref XmlResponseWriter w) => w.Element("<a>"u8, text.ToString(), "</a>"u8)),
                LoadOptions.PreserveWhitespace
            );
            Assert.Equal(text.ToString(), document.Value);
        }
    }

    [Fact]
    public void Every_kind_of_value_has_its_form_and_null_has_none()
    {
        var moment = new DateTimeOffset(2026, 1, 1, 1, 2, 3, 987, TimeSpan.FromHours(1));
        Assert.Equal(
            "<a>-9223372036854775808</a><a>true</a><a>2026-01-01T00:02:03Z</a><a>AQID</a>",
            Write(
                (ref XmlResponseWriter w) =>
                {
                    w.Element("<a>"u8, long.MinValue, "</a>"u8);
                    w.Element("<a>"u8, true, "</a>"u8);
                    w.Element("<a>"u8, moment, "</a>"u8);
                    w.Element("<a>"u8, new ReadOnlyMemory<byte>([1, 2, 3]), "</a>"u8);
                    w.Element("<a>"u8, (string?)null, "</a>"u8);
                    w.Element("<a>"u8, (long?)null, "</a>"u8);
                    w.Element("<a>"u8, (bool?)null, "</a>"u8);
                    w.Element("<a>"u8, (DateTimeOffset?)null, "</a>"u8);
                    w.Element("<a>"u8, (ReadOnlyMemory<byte>?)null, "</a>"u8);
                }
            )
        );
    }

    [Fact]
    public void Bytes_longer_than_a_chunk_are_whole()
    {
        var bytes = new byte[10_000];
        new Random(1).NextBytes(bytes);
        Assert.Equal(
            $"<a>{Convert.ToBase64String(bytes)}</a>",
            Write((ref XmlResponseWriter w) => w.Element("<a>"u8, new ReadOnlyMemory<byte>(bytes), "</a>"u8))
        );
    }

    delegate void Body(ref XmlResponseWriter writer);

    static string Write(Body body)
    {
        var output = new ArrayBufferWriter<byte>(16);
        var writer = new XmlResponseWriter(output);
        body(ref writer);
        writer.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
