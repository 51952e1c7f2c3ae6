using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>
/// A permission that a call needs: an action on a resource, with the action's own condition keys. Global keys come from the call.
/// <see href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"/>
/// </summary>
public sealed record Access
{
    /// <summary>The access of an operation that needs no permission. No policy can deny it.</summary>
    public static readonly Access None = new();

    /// <summary>Needs no permission, on what an account owns.</summary>
    public static Access NoneOf(Account owner) => new() { ResourceOwner = owner };

    /// <summary>Whether no permission is needed.</summary>
    public bool NeedsNothing => Action == default;

    Access() { }

    /// <param name="action">The action, such as <c>iam:CreateUser</c>: one of the <c>Actions</c> of the service.</param>
    /// <param name="resource">ARN of the resource; <c>*</c> if the action has no resource.</param>
    public Access(ActionName action, ResourceName resource) => (Action, Resource) = (action, resource);

    public ActionName Action { get; private init; }

    public ResourceName Resource { get; }

    /// <summary>
    /// The resource's name in a denial where AWS does not print the ARN: IAM says <c>role deploy</c>, <c>policy path /</c>.
    /// </summary>
    public string? ShownResource { get; init; }

    /// <summary>Account that owns the resource; null for the caller's account.</summary>
    public Account? ResourceOwner { get; init; }

    /// <summary>
    /// The resource's tags: <c>aws:ResourceTag/…</c> and <c>iam:ResourceTag/…</c>. Null if the resource does not exist or its tags are not
    /// condition keys of the action.
    /// </summary>
    public IReadOnlyList<Tag>? ResourceTags { get; init; }

    /// <summary>The tags passed in the request: <c>aws:RequestTag/…</c> and <c>aws:TagKeys</c>.</summary>
    public IReadOnlyList<Tag>? RequestTags { get; init; }

    /// <summary>The tag keys passed in a request that has no tag values.</summary>
    public IReadOnlyList<string>? TagKeys { get; init; }

    /// <summary>Condition keys of the service, such as <c>iam:PolicyARN</c>. A null value means that the key is missing.</summary>
    public IReadOnlyList<(string Key, string? Value)> Keys { get; init; } = [];

    /// <summary>Condition keys of the service that are looked up only if a policy uses them.</summary>
    public ServiceKeys? ServiceKeys { get; init; }

    /// <summary>
    /// Condition keys of the service with a list of values, such as <c>sts:TransitiveTagKeys</c>. A null list means that the key is
    /// missing.
    /// </summary>
    public IReadOnlyList<(string Key, IReadOnlyList<string>? Values)> ListKeys { get; init; } = [];

    /// <summary>The policy on the resource.</summary>
    public PolicySet? ResourcePolicy { get; init; }

    public ResourcePolicyKind ResourcePolicyKind { get; init; }

    /// <summary>Additional accesses that the call needs, such as <c>iam:PassRole</c>. All of them must be allowed.</summary>
    public IReadOnlyList<Access> And { get; init; } = [];

    /// <summary>The same access with another action, without the additional accesses.</summary>
    public Access For(ActionName action) => this with { Action = action, And = [] };

    /// <summary>
    /// The access to the underlying resource: for an access point, its bucket. The same action must be allowed on both, also if
    /// <see cref="For"/> changes the action.
    /// </summary>
    public Access? Underlying { get; init; }

    /// <summary>The access to the underlying resource with this access's action; null if there is no underlying resource.</summary>
    public Access? ToUnderlying() => Underlying is null ? null : Underlying with { Action = Action, ServiceKeys = ServiceKeys };

    /// <summary>
    /// Whether the caller's own policies already allowed the action on the access point. On the bucket, only their denies count then.
    /// </summary>
    public bool CallerIsAllowed { get; init; }

    /// <summary>Whether the caller's side alone decides, whoever owns the resource: see <see cref="ByCaller"/>.</summary>
    public bool IsByCaller { get; private init; }

    /// <summary>
    /// The same access, which the caller's own policies must allow: what the resource's policy allows does not count. The condition keys
    /// and the owner's resource control policies stay those of the resource.
    /// </summary>
    public Access ByCaller() => this with { ResourcePolicy = null, ResourcePolicyKind = ResourcePolicyKind.Ordinary, IsByCaller = true };

    /// <summary>The message of a denial where AWS's differs from its usual sentence; null for the usual one.</summary>
    public string? DeniedMessage { get; init; }
}
