namespace Mantle.Policy;

/// <summary>A statement that an action may concern.</summary>
/// <param name="Statement">Its number; in the index of several policies with the policy's number above it.</param>
/// <param name="TailEnd">How many literal characters all its resource patterns begin with; 0 when there is nothing to compare.</param>
/// <param name="Flags">What else is known of it.</param>
/// <param name="Tail">Their <see cref="ResourceTail"/>: most statements fail here, at the cost of one comparison.</param>
readonly record struct IndexEntry(int Statement, ushort TailEnd, EntryFlags Flags, ulong Tail)
{
    const int StatementBits = 20;

    public int Policy => Statement >> StatementBits;

    public int StatementInPolicy => Statement & ((1 << StatementBits) - 1);

    public bool HasTail(ushort tailEnd, ulong tail) => Tail == tail && TailEnd == tailEnd;

    public IndexEntry In(int policy) => this with { Statement = Statement | (policy << StatementBits) };
}
