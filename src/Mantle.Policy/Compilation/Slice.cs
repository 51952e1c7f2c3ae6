namespace Mantle.Policy;

/// <summary>A range of rows in one of a policy's tables.</summary>
readonly record struct Slice(int Start, int Count);
