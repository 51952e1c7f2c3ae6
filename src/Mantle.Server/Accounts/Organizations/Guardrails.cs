using Mantle.Policy;

namespace Mantle.Server.Accounts;

/// <summary>
/// The control policies of a member account, level by level from the root to the account, and those that bind its resources; null
/// where the type is not enabled.
/// </summary>
sealed record Guardrails(PolicyLevels? ServiceControl, PolicyLevels? ResourceControl);
