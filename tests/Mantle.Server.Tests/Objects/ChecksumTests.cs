using System.Security.Cryptography;
using Mantle.S3.Store.Checksums;

namespace Mantle.Server.Tests.Objects;

public class ChecksumTests
{
    /// <summary>The check values of the catalogue of CRC algorithms: of the digits one to nine.</summary>
    [Theory]
    [InlineData("CRC32", "CBF43926")]
    [InlineData("CRC32C", "E3069283")]
    [InlineData("CRC64NVME", "AE8B14860A799888")]
    public void The_check_values_are_right(string algorithm, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Of(algorithm, "123456789"u8.ToArray())));

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    public void Pieces_and_the_whole_have_the_same_checksum(string algorithm)
    {
        for (var round = 0; round < 50; round++)
        {
            var data = RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(1, 5_000));
            var at = RandomNumberGenerator.GetInt32(0, data.Length + 1);
            using var calculation = ChecksumCalculation.Create(algorithm)!;
            calculation.Append(data.AsSpan(0, at));
            calculation.Append(data.AsSpan(at));
            var whole = Of(algorithm, data);
            Assert.Equal(whole, calculation.Finish());
            Assert.Equal(whole, CrcCombination.Combine(algorithm, Of(algorithm, data[..at]), Of(algorithm, data[at..]), data.Length - at));
        }
    }

    static byte[] Of(string algorithm, byte[] data)
    {
        using var calculation = ChecksumCalculation.Create(algorithm)!;
        calculation.Append(data);
        return calculation.Finish();
    }
}
