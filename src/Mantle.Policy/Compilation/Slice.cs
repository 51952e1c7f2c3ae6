namespace Mantle.Policy;

/// <summary>A run of rows in one of a policy's tables.</summary>
readonly record struct Slice(int Start, int Count);
