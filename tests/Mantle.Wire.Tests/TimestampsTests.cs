namespace Mantle.Wire.Tests;

public class TimestampsTests
{
    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z")]
    [InlineData("2026-01-02T03:04:05.6789Z", "2026-01-02T03:04:05.678Z")]
    [InlineData("2024-02-29T23:59:59.123456789012Z", "2024-02-29T23:59:59.123Z")]
    [InlineData("2026-01-02T03:04:05+01:30", "2026-01-02T01:34:05.000Z")]
    [InlineData("2026-01-02T03:04:05-00:05", "2026-01-02T03:09:05.000Z")]
    public void A_moment_is_read_and_written(string text, string milliseconds)
    {
        Assert.True(Timestamps.TryParse(Encoding.UTF8.GetBytes(text), out var moment));
        var target = new byte[Timestamps.MillisecondsLength];
        Assert.Equal(target.Length, Timestamps.WriteMilliseconds(target, moment));
        Assert.Equal(milliseconds, Encoding.UTF8.GetString(target));
        Assert.Equal(Timestamps.SecondsLength, Timestamps.WriteSeconds(target, moment));
        Assert.Equal(milliseconds[..19] + "Z", Encoding.UTF8.GetString(target.AsSpan(0, 20)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-02")]
    [InlineData("2026-01-02T03:04:05")]
    [InlineData("2026-01-02 03:04:05Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2026-01-01T24:00:00Z")]
    [InlineData("2026-01-01T00:60:00Z")]
    [InlineData("2026-01-01T00:00:60Z")]
    [InlineData("2026-01-01T00:00:00.Z")]
    [InlineData("2026-01-01T00:00:00Zx")]
    [InlineData("2026-01-01T00:00:00+0100")]
    [InlineData("2026-01-01T00:00:00+15:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("+026-01-02T03:04:05Z")]
    public void What_is_no_moment_is_not_read(string text) => Assert.False(Timestamps.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
