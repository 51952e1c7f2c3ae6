using System.Buffers;

namespace Mantle.Policy;

/// <summary>A buffer for filling in a pattern's variables: on the stack, or in a pooled array if values are long.</summary>
ref struct PatternBuffer(Span<char> initial)
{
    Span<char> buffer = initial;
    char[]? rented;
    int length;

    public readonly ReadOnlySpan<char> Text => buffer[..length];

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > buffer.Length - length)
            Grow(text.Length);
        text.CopyTo(buffer[length..]);
        length += text.Length;
    }

    void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(buffer.Length * 2, length + more));
        Text.CopyTo(larger);
        Dispose();
        buffer = rented = larger;
    }

    public void Dispose()
    {
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        rented = null;
    }
}
