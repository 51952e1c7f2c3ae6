using System.Buffers;
using System.Text;

namespace Mantle.SigV4;

/// <summary>A growing byte buffer that starts on the stack and moves to a pooled array.</summary>
ref struct Utf8Buffer(Span<byte> initial)
{
    Span<byte> buffer = initial;
    byte[]? rented;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => buffer[..Length];

    public void Append(byte value)
    {
        if (Length == buffer.Length)
            Grow(1);
        buffer[Length++] = value;
    }

    public void Append(scoped ReadOnlySpan<byte> value)
    {
        if (value.Length > buffer.Length - Length)
            Grow(value.Length);
        value.CopyTo(buffer[Length..]);
        Length += value.Length;
    }

    public void Append(scoped ReadOnlySpan<char> value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most > buffer.Length - Length)
            Grow(most);
        Length += Encoding.UTF8.GetBytes(value, buffer[Length..]);
    }

    /// <summary>Reserves bytes and counts them as written.</summary>
    public Span<byte> Take(int count)
    {
        if (count > buffer.Length - Length)
            Grow(count);
        Length += count;
        return buffer.Slice(Length - count, count);
    }

    public void Truncate(int length) => Length = length;

    public override readonly string ToString() => Encoding.UTF8.GetString(Written);

    public void Dispose()
    {
        if (rented is null)
            return;
        ArrayPool<byte>.Shared.Return(rented);
        rented = null;
    }

    void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + needed, buffer.Length * 2));
        Written.CopyTo(larger);
        Dispose();
        buffer = rented = larger;
    }
}
