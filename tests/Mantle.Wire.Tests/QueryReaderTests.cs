namespace Mantle.Wire.Tests;

public class QueryReaderTests
{
    [Theory]
    [InlineData("900", 900)]
    [InlineData("+900", 900)]
    [InlineData("0900", 900)]
    [InlineData("-2147483648", int.MinValue)]
    public void Numbers_read_as_AWS_reads_them(string text, int value) =>
        Assert.Equal(value, Read($"N={Uri.EscapeDataString(text)}").Integer("N"u8));

    [Theory]
    [InlineData("abc", "")]
    [InlineData("900.0", "")]
    [InlineData(" 1", "")]
    [InlineData("2147483648", "")]
    [InlineData("", "missing value for decimal type")]
    public void What_is_no_number_is_malformed(string text, string message) => Malformed(message, () => Read($"N={text}").Integer("N"u8));

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    public void Booleans_read_as_XML_Schema_has_them(string text, bool value) => Assert.Equal(value, Read($"B={text}").Boolean("B"u8));

    [Theory]
    [InlineData("TRUE", "boolean must follow xsd1.1 definition")]
    [InlineData("yes", "boolean must follow xsd1.1 definition")]
    [InlineData("", "missing value for boolean type")]
    public void What_is_no_boolean_is_malformed(string text, string message) => Malformed(message, () => Read($"B={text}").Boolean("B"u8));

    [Fact]
    public void Absent_members_are_null()
    {
        var reader = Read("X=1");
        Assert.Null(reader.String("N"u8));
        Assert.Null(reader.Integer("N"u8));
        Assert.Null(reader.Long("N"u8));
        Assert.Null(reader.Boolean("N"u8));
        Assert.Null(reader.Iso8601("N"u8));
        Assert.Null(reader.Blob("N"u8));
        Assert.False(reader.TryStructure("N."u8, out _));
        Assert.False(reader.TryList("N.member."u8, "N"u8, out _));
    }

    [Fact]
    public void Moments_and_bytes_are_read()
    {
        var reader = Read("T=2026-01-02T03%3A04%3A05Z&B=AQID&Bad=x%3D");
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), reader.Iso8601("T"u8));
        Assert.Equal([1, 2, 3], reader.Blob("B"u8)!.Value.ToArray());
        Malformed("timestamp must follow ISO8601", () => Read("T=yesterday").Iso8601("T"u8));
        Malformed("", () => Read("B=x%3D").Blob("B"u8));
    }

    [Fact]
    public void Elements_come_by_number_whatever_their_order()
    {
        var form =
            string.Join('&', Enumerable.Range(1, 25).Reverse().Select(i => $"Tags.member.{i}.Key=k{i}&Tags.member.{i}.Value=v{i}"))
            + "&Tags.memberX=1&Tags.=2";
        Assert.True(Read(form).TryList("Tags.member."u8, "Tags"u8, out var list));
        Assert.Equal(25, list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            Assert.True(list.TryStructure(i, out var tag));
            Assert.Equal($"k{i + 1}", tag.String("Key"u8));
            Assert.Equal($"v{i + 1}", tag.String("Value"u8));
        }
    }

    [Fact]
    public void A_flattened_list_has_its_numbers_behind_its_name()
    {
        Assert.True(Read("Key.2=b&Key.1=a&Keys=x").TryList("Key."u8, "Key"u8, out var list));
        Assert.Equal(("a", "b"), (list.String(0), list.String(1)));
    }

    [Fact]
    public void A_list_of_numbers_is_read()
    {
        Assert.True(Read("N.member.1=5").TryList("N.member."u8, "N"u8, out var list));
        Assert.Equal(5, list.Integer(0));
    }

    [Fact]
    public void A_name_without_a_value_is_an_empty_list()
    {
        Assert.True(Read("Tags=").TryList("Tags.member."u8, "Tags"u8, out var list));
        Assert.Equal(0, list.Count);
        Malformed("Value found where not expected", () => Read("Tags=x").TryList("Tags.member."u8, "Tags"u8, out _));
    }

    [Fact]
    public void Structures_nest()
    {
        Assert.True(Read("A.B.C=1&A.B.D.member.1=x&AB=2").TryStructure("A."u8, out var a));
        Assert.True(a.TryStructure("B."u8, out var b));
        Assert.Equal("1", b.String("C"u8));
        Assert.True(b.TryList("D.member."u8, "D"u8, out var list));
        Assert.Equal("x", list.String(0));
    }

    // The limits and texts were measured on AWS: a gap of at most ten numbers is filled with missing elements.
    [Theory]
    [InlineData("L.member.0=x", "0 is not a valid index")]
    [InlineData("L.member.01=x", "Value found where not expected")]
    [InlineData("L.member.x=x", "Start of list found where not expected")]
    [InlineData("L.member.=x", "Start of list found where not expected")]
    [InlineData("L.member.-1=x", "Start of list found where not expected")]
    [InlineData("L.member.12=x", "Excessively sparse input would skip 11 list elements")]
    [InlineData("L.member.1=x&L.member.12=x", "Excessively sparse input would skip 11 list elements")]
    [InlineData("L.member.1=x&L.member.5001=x", "Excessively sparse input would skip 5,000 list elements")]
    [InlineData("L.member.214748369=x", "Excessively sparse input would skip 214,748,368 list elements")]
    [InlineData("L.member.214748370=x", "Index 214748370 is illegal")]
    [InlineData("L.member.99999999999999999999=x", "Index 99999999999999999999 is illegal")]
    public void Numbers_that_are_none_or_too_far_apart_are_malformed(string form, string message) =>
        Malformed(message, () => Read(form).TryList("L.member."u8, "L"u8, out _));

    [Fact]
    public void A_small_gap_leaves_elements_out()
    {
        Assert.True(Read("L.member.11=k").TryList("L.member."u8, "L"u8, out var list));
        Assert.Equal(11, list.Count);
        Assert.Null(list.String(0));
        Assert.False(list.TryStructure(9, out _));
        Assert.Equal("k", list.String(10));
    }

    static QueryReader Read(string form) => QueryParameters.Parse(Encoding.UTF8.GetBytes(form)).Read();

    static void Malformed(string message, Func<object?> read)
    {
        var error = Assert.Throws<ApiException>(read);
        Assert.Equal("MalformedInput", error.Code);
        Assert.Equal(400, error.HttpStatus);
        Assert.Equal(message, error.Message);
    }
}
