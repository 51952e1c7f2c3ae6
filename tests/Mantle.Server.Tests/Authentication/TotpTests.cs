using System.Text;
using Mantle.Core.Secrets;

namespace Mantle.Server.Tests.Authentication;

public class TotpTests
{
    /// <summary>The vectors of <see href="https://www.rfc-editor.org/rfc/rfc6238#appendix-B"/>, which have eight digits.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1_111_111_109, "07081804")]
    [InlineData(1_111_111_111, "14050471")]
    [InlineData(1_234_567_890, "89005924")]
    [InlineData(2_000_000_000, "69279037")]
    [InlineData(20_000_000_000, "65353130")]
    public void Codes_are_those_of_the_specification(long seconds, string code) =>
        Assert.Equal(
            code[2..],
            Totp.Code(Encoding.ASCII.GetBytes("12345678901234567890"), Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)))
        );

    /// <summary>The vectors of <see href="https://www.rfc-editor.org/rfc/rfc4648#section-10"/>, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Seeds_are_written_in_base32(string text, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Decode(encoded)));
    }

    [Fact]
    public void What_is_no_base32_is_refused() => Assert.Throws<FormatException>(() => Base32.Decode("ABC1"));
}
