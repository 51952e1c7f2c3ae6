using System.Security.Cryptography;

namespace Mantle.S3.Store.Checksums;

/// <summary>
/// A checksum of data that arrives in pieces
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html"/>).
/// </summary>
abstract class ChecksumCalculation : IDisposable
{
    public abstract void Append(ReadOnlySpan<byte> data);

    /// <summary>The checksum in the byte order in which S3 encodes it; ends the calculation.</summary>
    public abstract byte[] Finish();

    /// <summary>The calculation of an algorithm; null where it is not supported.</summary>
    public static ChecksumCalculation? Create(string algorithm) =>
        algorithm switch
        {
            ChecksumAlgorithms.Crc32 => new Crc32(Crc32Table.Ieee),
            ChecksumAlgorithms.Crc32C => new Crc32(Crc32Table.Castagnoli),
            ChecksumAlgorithms.Crc64Nvme => new Crc64(),
            ChecksumAlgorithms.Sha1 => new Hash(HashAlgorithmName.SHA1),
            ChecksumAlgorithms.Sha256 => new Hash(HashAlgorithmName.SHA256),
            ChecksumAlgorithms.Sha512 => new Hash(HashAlgorithmName.SHA512),
            ChecksumAlgorithms.Md5 => new Hash(HashAlgorithmName.MD5),
            _ => null,
        };

    public virtual void Dispose() { }

    sealed class Hash(HashAlgorithmName name) : ChecksumCalculation
    {
        readonly IncrementalHash hash = IncrementalHash.CreateHash(name);

        public override void Append(ReadOnlySpan<byte> data) => hash.AppendData(data);

        public override byte[] Finish() => hash.GetHashAndReset();

        public override void Dispose()
        {
            hash.Dispose();
            base.Dispose();
        }
    }
}

/// <summary>The checksum algorithms of S3, by their names on the wire.</summary>
static class ChecksumAlgorithms
{
    public const string Crc32 = "CRC32",
        Crc32C = "CRC32C",
        Crc64Nvme = "CRC64NVME",
        Sha1 = "SHA1",
        Sha256 = "SHA256",
        Sha512 = "SHA512",
        Md5 = "MD5";

    /// <summary>All that S3 has; not all of them are supported.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Crc32,
        Crc32C,
        Crc64Nvme,
        Sha1,
        Sha256,
        Sha512,
        Md5,
        "XXHASH64",
        "XXHASH3",
        "XXHASH128",
    ];

    public static bool IsSupported(string algorithm) => !algorithm.StartsWith("XXHASH", StringComparison.Ordinal);

    /// <summary>Whether the checksum of a whole can be worked out from those of its parts.</summary>
    public static bool IsCombinable(string algorithm) => algorithm is Crc32 or Crc32C or Crc64Nvme;

    /// <summary>Length of the checksum in bytes.</summary>
    public static int Length(string algorithm) =>
        algorithm switch
        {
            Crc32 or Crc32C => 4,
            Crc64Nvme or "XXHASH64" or "XXHASH3" => 8,
            Md5 or "XXHASH128" => 16,
            Sha1 => 20,
            Sha256 => 32,
            _ => 64,
        };

    /// <summary>The header that carries the checksum.</summary>
    public static string Header(string algorithm) =>
        algorithm switch
        {
            Crc32 => "x-amz-checksum-crc32",
            Crc32C => "x-amz-checksum-crc32c",
            Crc64Nvme => "x-amz-checksum-crc64nvme",
            Sha1 => "x-amz-checksum-sha1",
            Sha256 => "x-amz-checksum-sha256",
            Sha512 => "x-amz-checksum-sha512",
            Md5 => "x-amz-checksum-md5",
            "XXHASH64" => "x-amz-checksum-xxhash64",
            "XXHASH3" => "x-amz-checksum-xxhash3",
            _ => "x-amz-checksum-xxhash128",
        };
}
