namespace Mantle.Policy;

/// <summary>The kinds of policies in a decision.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy evaluation logic</see>.
/// </remarks>
public enum PolicyLayer
{
    /// <summary>No policy: the account's root user starts with full access.</summary>
    None,

    /// <summary>The policies of the user and its groups, or of the role.</summary>
    IdentityBasedPolicy,

    /// <summary>The policy of the resource.</summary>
    ResourceBasedPolicy,

    /// <summary>The trust policy of the role being assumed.</summary>
    RoleTrustPolicy,

    /// <summary>The permissions boundary of the user or role.</summary>
    PermissionsBoundary,

    /// <summary>The session policies.</summary>
    SessionPolicy,

    /// <summary>The policy of the VPC endpoint that the request came through.</summary>
    VpcEndpointPolicy,

    /// <summary>The service control policies of the caller's organization.</summary>
    ServiceControlPolicy,

    /// <summary>The resource control policies of the resource's organization.</summary>
    ResourceControlPolicy,
}
