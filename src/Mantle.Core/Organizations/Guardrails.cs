using Mantle.Policy;

namespace Mantle.Core.Organizations;

/// <summary>
/// The service control policies of a member account and the resource control policies of its resources, level by level from the root to
/// the account. Null if the policy type is not enabled.
/// </summary>
public sealed record Guardrails(PolicyLevels? ServiceControl, PolicyLevels? ResourceControl);
