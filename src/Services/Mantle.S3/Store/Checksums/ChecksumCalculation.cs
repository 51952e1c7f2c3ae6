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
