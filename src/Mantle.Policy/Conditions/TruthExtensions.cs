namespace Mantle.Policy;

static class TruthExtensions
{
    public static Truth Negate(this Truth truth) => (Truth)(2 - (int)truth);

    public static Truth And(this Truth left, Truth right) => left < right ? left : right;

    public static Truth Or(this Truth left, Truth right) => left > right ? left : right;
}
