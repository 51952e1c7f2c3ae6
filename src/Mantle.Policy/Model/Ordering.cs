namespace Mantle.Policy;

/// <summary>The required result of comparing two ordered values.</summary>
[Flags]
enum Ordering : byte
{
    None = 0,
    Less = 1,
    Equal = 2,
    Greater = 4,
}
