namespace Mantle.Policy;

/// <summary>A principal of a compiled statement.</summary>
/// <param name="Form">How the statement names it.</param>
/// <param name="Name">The account's digits, the ARN, the unique id it is bound to, the provider, the service or the canonical id.</param>
public readonly record struct CompiledPrincipal(PrincipalForm Form, string Name);
