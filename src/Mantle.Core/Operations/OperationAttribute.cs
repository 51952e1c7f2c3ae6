namespace Mantle.Core.Operations;

/// <summary>
/// Marks a class as the operation of that name in its service's model. The service's module lists it (docs/adding-an-operation.md).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperationAttribute : Attribute
{
    /// <summary>The answer hands out credentials: the event is flushed before it leaves.</summary>
    public bool IssuesCredentials { get; init; }
}
