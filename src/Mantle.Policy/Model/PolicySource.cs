namespace Mantle.Policy;

/// <summary>What explanations call a policy.</summary>
/// <param name="PolicyId">A managed policy's ARN, an inline policy's name, or what the caller likes.</param>
/// <param name="Type">Where it comes from.</param>
public sealed record PolicySource(string PolicyId, PolicySourceType Type = PolicySourceType.None);
