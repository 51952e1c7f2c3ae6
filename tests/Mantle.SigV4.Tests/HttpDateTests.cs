namespace Mantle.SigV4.Tests;

public class HttpDateTests
{
    [Theory]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT")]
    [InlineData("Thu, 01 Jan 2026 00:00:00 -0000")]
    [InlineData("20260101T000000Z")]
    public void A_date_is_read_in_each_form_that_signers_write(string text)
    {
        Assert.True(AmzDate.TryParseHttpDate(text, out var time));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), time);
    }
}
