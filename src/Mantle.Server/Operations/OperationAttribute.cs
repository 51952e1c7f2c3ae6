namespace Mantle.Server.Operations;

/// <summary>
/// Marks a static class as the operation of that name in the service model; the service is the folder's. Dispatch is generated.
/// See docs/adding-an-operation.md.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class OperationAttribute : Attribute
{
    /// <summary>The answer hands out credentials: the event is flushed before it leaves.</summary>
    public bool IssuesCredentials { get; init; }
}
