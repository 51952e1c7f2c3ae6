namespace Mantle.Policy;

/// <summary>A principal of a statement, with its text in the pool.</summary>
readonly record struct PrincipalRow(PrincipalForm Form, int Offset, int Length)
{
    public ReadOnlySpan<char> In(ReadOnlySpan<char> pool) => pool.Slice(Offset, Length);
}
