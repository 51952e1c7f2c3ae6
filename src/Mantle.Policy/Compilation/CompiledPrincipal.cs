namespace Mantle.Policy;

/// <summary>A principal of a compiled statement.</summary>
/// <param name="Form">The form of its name in the statement.</param>
/// <param name="Name">The account's digits, an ARN, a bound unique id, a provider, a service, or a canonical id.</param>
public readonly record struct CompiledPrincipal(PrincipalForm Form, string Name);
