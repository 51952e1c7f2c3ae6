namespace Mantle.Policy;

/// <summary>The input of <see cref="PolicyEvaluator"/>: may this principal perform this action on this resource?</summary>
/// <remarks>
/// A layer that is null is absent and limits nothing; an empty layer is present and allows nothing. Leave out the service
/// control policies of a management account and the resource control policies of its resources, because they do not apply.
/// </remarks>
public readonly struct EvaluationRequest
{
    /// <summary>Creates an empty request; the required members must be set.</summary>
    public EvaluationRequest() { }

    /// <summary>The caller.</summary>
    public required Principal Principal { get; init; }

    /// <summary>The action.</summary>
    public required ActionName Action { get; init; }

    /// <summary>
    /// The ARN of the resource, or <c>*</c> for an action without one. An <see cref="Arn"/> converts without being copied.
    /// </summary>
    public required string Resource { get; init; }

    /// <summary>
    /// The account that owns the resource; null for the principal's account. An <see cref="AccountId"/> converts without being copied.
    /// </summary>
    public string? ResourceAccountId { get; init; }

    /// <summary>The condition keys of the request.</summary>
    public RequestContext Context { get; init; } = RequestContext.Empty;

    /// <summary>The policies of the user and its groups, or of the role.</summary>
    public PolicySet? IdentityPolicies { get; init; }

    /// <summary>The permissions boundary of the user or role.</summary>
    public PolicySet? PermissionsBoundary { get; init; }

    /// <summary>The session policies: absent, or present and perhaps empty.</summary>
    public PolicySet? SessionPolicies { get; init; }

    /// <summary>The policy of the resource.</summary>
    public PolicySet? ResourcePolicy { get; init; }

    /// <summary>
    /// The role of <see cref="ResourcePolicy"/>. It is required unless this is <see cref="ResourcePolicyKind.Ordinary"/>.
    /// </summary>
    public ResourcePolicyKind ResourcePolicyKind { get; init; }

    /// <summary>Service control policies, one set per level from the organization's root to the account.</summary>
    public PolicyLevels? ServiceControlPolicies { get; init; }

    /// <summary>
    /// Resource control policies, one set per level from the organization's root to the resource's account. Only their denies
    /// count.
    /// </summary>
    public PolicyLevels? ResourceControlPolicies { get; init; }

    /// <summary>The policy of the VPC endpoint that the request came through.</summary>
    public PolicySet? VpcEndpointPolicy { get; init; }
}
