namespace Mantle.Policy;

/// <summary>What a comparison of two ordered values must yield.</summary>
[Flags]
enum Ordering : byte
{
    None = 0,
    Less = 1,
    Equal = 2,
    Greater = 4,
}
