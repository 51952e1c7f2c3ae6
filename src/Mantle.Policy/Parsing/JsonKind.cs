namespace Mantle.Policy;

enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}
