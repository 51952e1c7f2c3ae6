using System.Text.RegularExpressions;

namespace Mantle.Wire.Tests;

public class ConstraintPatternTests
{
    [Theory]
    [InlineData(@"[\w+=,.@-]+", "user-1@example.com", true)]
    [InlineData(@"[\w+=,.@-]+", "", false)]
    [InlineData(@"[\w+=,.@-]*", "", true)]
    [InlineData(@"[\w+=,.@-]+", "no/slash", false)]
    [InlineData(@"[\w+=,.@-]+", "Jürgen", false)]
    [InlineData(@"[\w]+", "a\n", false)]
    [InlineData(@"[\d]*", "١٢٣", false)]
    [InlineData(@"\d{12}", "123456789012", true)]
    [InlineData(@"\d{12}", "12345678901", false)]
    [InlineData(@"[ -~]+", "a ~", true)]
    [InlineData(@"[ -~]+", "\u007f", false)]
    [InlineData(@"[\u0020-\u00FF]+", "\u00ff", true)]
    [InlineData(@"[\u0020-\u00FF]+", "\u0100", false)]
    [InlineData(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", "ключ 值 \U00020000", true)]
    [InlineData(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", "\U0001F600", false)]
    [InlineData(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", "\uD83D", false)]
    [InlineData(@"[^a-z]+", "ABC\U0001F600", true)]
    [InlineData(@"[^a-z]+", "ABc", false)]
    [InlineData(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", "/", true)]
    [InlineData(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", "/a/b/", true)]
    [InlineData(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", "/a/b", false)]
    [InlineData(@"((/[A-Za-z0-9\.,\+@=_-]+)*)/", "/a/b/", true)]
    [InlineData(@"((/[A-Za-z0-9\.,\+@=_-]+)*)/", "//", false)]
    [InlineData(@"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", "v1", true)]
    [InlineData(@"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", "v0", false)]
    [InlineData(@"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", "my-alias", true)]
    [InlineData(@"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", "my--alias", false)]
    [InlineData(@"^[a-zA-Z0-9:_.-]+$", "a\n", false)]
    [InlineData(@"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*", "a\U0001F600", true)]
    [InlineData(@"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*", "\n", false)]
    [InlineData(@"[\u10000-\u10FFFF]+", "\u1000", true)]
    [InlineData(@"[\u10000-\u10FFFF]+", "\U00010000", false)]
    public void A_pattern_must_match_the_whole_text_as_in_Java(string pattern, string text, bool matches) =>
        Assert.Equal(matches, new ConstraintPattern(pattern).IsMatch(text));

    [Fact]
    public void Every_pattern_of_the_models_can_be_read()
    {
        foreach (var pattern in Patterns())
            new ConstraintPattern(pattern).IsMatch("x");
    }

    [Fact]
    public void A_class_matches_what_the_same_expression_matches()
    {
        var random = new Random(3);
        foreach (var pattern in Patterns())
        {
            // Characters of the basic plane only: beyond it .NET matches halves of pairs where Java matches characters.
            var expected = new Regex($@"\A(?:{ConstraintPattern.ToDotNet(pattern)})\z", RegexOptions.CultureInvariant);
            var actual = new ConstraintPattern(pattern);
            for (var i = 0; i < 400; i++)
            {
                var text = new char[random.Next(4)];
                for (var j = 0; j < text.Length; j++)
                    text[j] = (char)(random.Next(4) == 0 ? random.Next(0xD800) : random.Next(0x100));
                Assert.True(expected.IsMatch(text) == actual.IsMatch(new string(text)), $"{pattern} and '{new string(text)}'");
            }
        }
    }

    [Fact]
    public void A_pattern_that_is_no_class_takes_time_linear_in_the_text()
    {
        var pattern = new ConstraintPattern(@"((/[A-Za-z0-9\.,\+@=_-]+)*)/");
        Assert.False(pattern.IsMatch(string.Concat(Enumerable.Repeat("/a", 50_000)) + "!"));
    }

    static IEnumerable<string> Patterns() =>
        Services.All.SelectMany(service => service.Model.Shapes).Select(shape => shape.Pattern).OfType<string>().Distinct();
}
