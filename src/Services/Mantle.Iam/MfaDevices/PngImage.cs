using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Mantle.Iam.MfaDevices;

/// <summary>
/// A QR code as a PNG image in black and white (<see href="https://www.w3.org/TR/png-3/"/>), with the quiet zone that readers need.
/// </summary>
static class PngImage
{
    const int PixelsPerModule = 4,
        QuietModules = 4;

    public static byte[] Of(QrCode code)
    {
        var side = (code.Size + 2 * QuietModules) * PixelsPerModule;
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], side);
        // One bit for each pixel, grey, deflate, no filters, not interlaced.
        header[8] = 1;
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "IDAT"u8, Pixels(code, side));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    static byte[] Pixels(QrCode code, int side)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            var line = new byte[1 + (side + 7) / 8];
            for (var y = 0; y < side; y++)
            {
                Array.Clear(line);
                for (var x = 0; x < side; x++)
                    if (!IsDark(code, x, y))
                        line[1 + (x >> 3)] |= (byte)(0x80 >> (x & 7));
                deflate.Write(line);
            }
        }
        return compressed.ToArray();
    }

    static bool IsDark(QrCode code, int pixelX, int pixelY)
    {
        int x = pixelX / PixelsPerModule - QuietModules,
            y = pixelY / PixelsPerModule - QuietModules;
        return x >= 0 && x < code.Size && y >= 0 && y < code.Size && code.IsDark(x, y);
    }

    static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        png.Write(length);
        png.Write(type);
        png.Write(data);
        var crc = new Crc32();
        crc.Append(type);
        crc.Append(data);
        Span<byte> sum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(sum, crc.GetCurrentHashAsUInt32());
        png.Write(sum);
    }
}
