namespace Mantle.Storage.Sqlite.Trails;

/// <summary>
/// A page of postings, by hash and within a hash from the newest event to the oldest. Each posting is two variable-length numbers: how far
/// its hash is from the one before, and how far its event is below the one before, or below the run's last event where the hash is new.
/// </summary>
static class PostingPage
{
    /// <summary>Most bytes of a page. A row of this size is kept within a page of the database.</summary>
    public const int LargestBytes = 1_900;

    /// <summary>Most bytes of a posting.</summary>
    const int LargestPosting = 5 + 10;

    /// <summary>Writes pages of a run.</summary>
    /// <param name="last">The number of the run's last event.</param>
    /// <param name="keep">Takes a page: the hash and the event of its first posting, and its bytes.</param>
    public sealed class Writer(long last, Action<uint, long, ReadOnlyMemory<byte>> keep)
    {
        readonly byte[] bytes = new byte[LargestBytes];
        int length;
        uint firstHash,
            hash;
        long firstNumber,
            number;

        public void Add(uint nextHash, long nextNumber)
        {
            if (length > LargestBytes - LargestPosting)
                Finish();
            if (length == 0)
            {
                (firstHash, firstNumber) = (hash, number) = (nextHash, nextNumber);
                Put(0);
                Put(0);
                return;
            }
            Put(nextHash - hash);
            Put((ulong)((nextHash == hash ? number : last) - nextNumber));
            (hash, number) = (nextHash, nextNumber);
        }

        /// <summary>Hands over the page that was begun.</summary>
        public void Finish()
        {
            if (length > 0)
                keep(firstHash, firstNumber, bytes.AsMemory(0, length));
            length = 0;
        }

        void Put(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
                bytes[length++] = (byte)(value | 0x80);
            bytes[length++] = (byte)value;
        }
    }

    /// <summary>Reads a page.</summary>
    public ref struct Reader(ReadOnlySpan<byte> bytes, uint firstHash, long firstNumber, long last)
    {
        ReadOnlySpan<byte> rest = bytes;
        bool begun;

        public uint Hash { get; private set; } = firstHash;

        public long Number { get; private set; } = firstNumber;

        public bool Next()
        {
            if (rest.IsEmpty)
                return false;
            var (hashes, numbers) = ((uint)Take(), (long)Take());
            if (!begun)
                begun = true;
            else if (hashes == 0)
                Number -= numbers;
            else
            {
                Hash += hashes;
                Number = last - numbers;
            }
            return true;
        }

        ulong Take()
        {
            var (value, shift) = (0UL, 0);
            while (true)
            {
                var octet = rest[0];
                rest = rest[1..];
                value |= (ulong)(octet & 0x7F) << shift;
                if (octet < 0x80)
                    return value;
                shift += 7;
            }
        }
    }
}
