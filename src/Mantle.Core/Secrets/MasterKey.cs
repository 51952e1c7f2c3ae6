using System.Security.Cryptography;
using Mantle.Core.Storage;

namespace Mantle.Core.Secrets;

/// <summary>The key that wraps the key rings: 32 bytes in a file that only its owner can read.</summary>
public static class MasterKey
{
    const int Length = 32;

    /// <summary>Reads the key file, or creates it (mode 0600) if it does not exist.</summary>
    /// <param name="file">Path of the key file.</param>
    /// <param name="mayCreate">False if data exists that another key protects.</param>
    /// <exception cref="StoreException">The file is missing, has the wrong length, or other users can read it.</exception>
    public static byte[] Open(string file, bool mayCreate)
    {
        if (!File.Exists(file))
        {
            if (!mayCreate)
                throw new StoreException($"The key file {file} is missing; without it the data beside it cannot be read. Put it back.");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(file, options);
            stream.Write(RandomNumberGenerator.GetBytes(Length));
            stream.Flush(flushToDisk: true);
        }
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
            throw new StoreException($"The key file {file} can be read by others; set its mode to 0600 (chmod 600).");
        var key = File.ReadAllBytes(file);
        return key.Length == Length ? key : throw new StoreException($"The key file {file} must hold exactly {Length} bytes.");
    }
}
