namespace Mantle.Policy;

/// <summary>A statement that may match an action.</summary>
/// <param name="Statement">Its number. In the index of several policies, the higher bits are the policy's number.</param>
/// <param name="TailEnd">Length of the literal prefix that all its resource patterns share; 0 if they share none.</param>
/// <param name="Flags">What else must be matched.</param>
/// <param name="Tail">The prefix's <see cref="ResourceTail"/>. Most statements fail here, at the cost of one comparison.</param>
readonly record struct IndexEntry(int Statement, ushort TailEnd, EntryFlags Flags, ulong Tail)
{
    const int StatementBits = 20;

    public int Policy => Statement >> StatementBits;

    public int StatementInPolicy => Statement & ((1 << StatementBits) - 1);

    public bool HasTail(ushort tailEnd, ulong tail) => Tail == tail && TailEnd == tailEnd;

    public IndexEntry In(int policy) => this with { Statement = Statement | (policy << StatementBits) };
}
