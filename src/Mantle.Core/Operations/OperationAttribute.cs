namespace Mantle.Core.Operations;

/// <summary>
/// Marks a class as the operation with the same name in the service's model. The module lists it (docs/adding-an-operation.md).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperationAttribute : Attribute
{
    /// <summary>The answer contains credentials: the event is flushed before the answer leaves.</summary>
    public bool IssuesCredentials { get; init; }
}
