namespace Mantle.Policy;

/// <summary>What part the resource's own policy has in the decision.</summary>
public enum ResourcePolicyKind
{
    /// <summary>As for buckets or queues: within one account an allow of either side suffices.</summary>
    Ordinary,

    /// <summary>A role's trust policy: always required, an identity policy alone never suffices.</summary>
    RoleTrust,

    /// <summary>A KMS key policy: always required, an identity policy alone never suffices.</summary>
    KmsKey,
}
