namespace Mantle.Core.Operations;

/// <summary>An operation and its input.</summary>
public readonly record struct BoundRequest(Operation Operation, object Request);
