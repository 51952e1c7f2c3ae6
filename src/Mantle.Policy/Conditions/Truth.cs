namespace Mantle.Policy;

/// <summary>
/// True, false, or unknown because something could not be compared. The order makes AND the minimum and OR the maximum of two values
/// (Kleene's logic).
/// </summary>
enum Truth : byte
{
    False = 0,
    Unknown = 1,
    True = 2,
}
