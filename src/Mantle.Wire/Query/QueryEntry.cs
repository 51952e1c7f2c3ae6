namespace Mantle.Wire;

/// <summary>Where a parameter's name and value are, unescaped, in the bytes of the request.</summary>
readonly record struct QueryEntry(int NameStart, int NameLength, int ValueStart, int ValueLength);
