namespace Mantle.Policy;

/// <summary>The role of the resource's policy in the decision.</summary>
public enum ResourcePolicyKind
{
    /// <summary>As for buckets or queues: within one account, an allow in either policy is enough.</summary>
    Ordinary,

    /// <summary>A role's trust policy: always required; an identity policy alone is never enough.</summary>
    RoleTrust,

    /// <summary>A KMS key policy: always required; an identity policy alone is never enough.</summary>
    KmsKey,
}
