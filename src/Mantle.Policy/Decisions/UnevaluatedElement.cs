namespace Mantle.Policy;

/// <summary>A part of a policy that could not be evaluated. It can only narrow access.</summary>
/// <param name="Layer">The layer of its policy.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="StatementIndex">The statement's index in the policy, from 0.</param>
/// <param name="Span">The statement's position in the policy's text.</param>
/// <param name="Reason">What could not be evaluated, and why.</param>
public sealed record UnevaluatedElement(PolicyLayer Layer, PolicySource Policy, int StatementIndex, SourceSpan Span, string Reason);
