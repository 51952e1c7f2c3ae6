using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>
/// A role's trust policy: its text, and the unique ids that its principals had when it was written.
/// A principal stays bound to that id: when the entity is gone the policy shows the id, and a recreated namesake does not match
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"/>).
/// </summary>
public sealed record TrustPolicy(PolicyText Document, ImmutableDictionary<string, string> PrincipalIds);
