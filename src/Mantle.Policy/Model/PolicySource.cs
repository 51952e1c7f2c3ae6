namespace Mantle.Policy;

/// <summary>A policy's name and origin in explanations.</summary>
/// <param name="PolicyId">A managed policy's ARN, an inline policy's name, or any other name.</param>
/// <param name="Type">The policy's origin.</param>
public sealed record PolicySource(string PolicyId, PolicySourceType Type = PolicySourceType.None);
