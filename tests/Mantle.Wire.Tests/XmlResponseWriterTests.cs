using System.Buffers;
using System.Text;
using System.Xml.Linq;

namespace Mantle.Wire.Tests;

public class XmlResponseWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(1_000)]
    [InlineData(70_001)]
    public void Text_of_any_length_comes_back_whole(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(i => i % 7 == 0 ? "ü" : i % 11 == 0 ? "😀" : i % 13 == 0 ? "<&>\"" : "a"));
        var output = new ArrayBufferWriter<byte>(16);
        var writer = new XmlResponseWriter(output);
        writer.Element("<T>"u8, text, "</T>"u8);
        writer.Flush();
        Assert.Equal(text, XElement.Parse(Encoding.UTF8.GetString(output.WrittenSpan)).Value);
    }
}
