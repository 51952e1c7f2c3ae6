namespace Mantle.Policy;

/// <summary>
/// True, false, or not to be had because something could not be compared. Ordered so that AND is the least and OR the
/// greatest of two values (Kleene's logic).
/// </summary>
enum Truth : byte
{
    False = 0,
    Unknown = 1,
    True = 2,
}
