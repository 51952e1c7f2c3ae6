using System.Runtime.InteropServices;

namespace Mantle.Policy;

/// <summary>A hash of the last characters of a literal prefix, which differ most between resource patterns.</summary>
/// <remarks>Two prefixes may have the same hash. The pattern itself is always compared before a decision.</remarks>
static class ResourceTail
{
    const int Characters = 16;

    public static ulong Hash(ReadOnlySpan<char> prefix)
    {
        if (prefix.Length >= Characters)
        {
            var tail = MemoryMarshal.Cast<char, ulong>(prefix[^Characters..]);
            // Four multiplications that the processor can run in parallel.
            return Mix(
                (tail[0] * 0x9E3779B97F4A7C15)
                    ^ (tail[1] * 0xC2B2AE3D27D4EB4F)
                    ^ (tail[2] * 0x165667B19E3779F9)
                    ^ (tail[3] * 0xD6E8FEB86659FD93)
            );
        }
        var hash = 0xCBF29CE484222325;
        foreach (var c in prefix)
            hash = (hash ^ c) * 0x100000001B3;
        return Mix(hash);
    }

    static ulong Mix(ulong value)
    {
        value *= 0xFF51AFD7ED558CCD;
        return value ^ (value >> 32);
    }
}
