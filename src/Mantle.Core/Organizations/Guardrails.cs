using Mantle.Policy;

namespace Mantle.Core.Organizations;

/// <summary>
/// The control policies of a member account, level by level from the root to the account, and those that bind its resources; null
/// where the type is not enabled.
/// </summary>
public sealed record Guardrails(PolicyLevels? ServiceControl, PolicyLevels? ResourceControl);
