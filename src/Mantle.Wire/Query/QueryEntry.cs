namespace Mantle.Wire;

/// <summary>The positions of a parameter's unescaped name and value in the bytes of the request.</summary>
readonly record struct QueryEntry(int NameStart, int NameLength, int ValueStart, int ValueLength);
