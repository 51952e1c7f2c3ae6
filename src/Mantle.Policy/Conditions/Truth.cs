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

static class TruthExtensions
{
    public static Truth Negate(this Truth truth) => (Truth)(2 - (int)truth);

    public static Truth And(this Truth left, Truth right) => left < right ? left : right;

    public static Truth Or(this Truth left, Truth right) => left > right ? left : right;
}
