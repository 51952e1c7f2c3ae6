namespace Mantle.S3.Store.Checksums;

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

    /// <summary>All of S3's algorithms, including those that Mantle does not support.</summary>
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

    /// <summary>An algorithm by its name in any case; null where S3 has none of that name.</summary>
    public static string? Find(string name) => All.FirstOrDefault(algorithm => algorithm.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether Mantle supports an algorithm of S3.</summary>
    public static bool IsSupported(string algorithm) => !algorithm.StartsWith("XXHASH", StringComparison.Ordinal);

    /// <summary>Whether the checksum of the whole can be combined from those of its parts.</summary>
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
