using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>
/// What a call needs to be allowed: an action on a resource, with the condition keys that the action has besides the global ones.
/// <see href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"/>
/// </summary>
public sealed record Access
{
    /// <summary>Needs no permission, and none can be taken away.</summary>
    public static readonly Access None = new();

    /// <summary>Needs no permission, on what an account owns.</summary>
    public static Access NoneOf(Account owner) => new() { ResourceOwner = owner };

    /// <summary>Whether no permission is needed.</summary>
    public bool NeedsNothing => Action == default;

    Access() { }

    /// <param name="action">The action, such as <c>iam:CreateUser</c>: one of the <c>Actions</c> of the service.</param>
    /// <param name="resource">ARN of the resource, or <c>*</c> where the action has none.</param>
    public Access(ActionName action, ResourceName resource) => (Action, Resource) = (action, resource);

    public ActionName Action { get; private init; }

    public ResourceName Resource { get; }

    /// <summary>
    /// What a denial calls the resource where AWS does not print its ARN: IAM says <c>role deploy</c>, <c>policy path /</c>.
    /// </summary>
    public string? ShownResource { get; init; }

    /// <summary>Account that owns the resource; null means the caller's.</summary>
    public Account? ResourceOwner { get; init; }

    /// <summary>
    /// The resource's tags: <c>aws:ResourceTag/…</c> and <c>iam:ResourceTag/…</c>. Null where the resource does not exist or has no tags to
    /// check.
    /// </summary>
    public IReadOnlyList<Tag>? ResourceTags { get; init; }

    /// <summary>The tags passed in the request: <c>aws:RequestTag/…</c> and <c>aws:TagKeys</c>.</summary>
    public IReadOnlyList<Tag>? RequestTags { get; init; }

    /// <summary>The tag keys passed in the request, where no values go with them.</summary>
    public IReadOnlyList<string>? TagKeys { get; init; }

    /// <summary>Condition keys of the service, such as <c>iam:PolicyARN</c>; a null value is a missing key.</summary>
    public IReadOnlyList<(string Key, string? Value)> Keys { get; init; } = [];

    /// <summary>Condition keys of the service that are looked up when a policy asks for one.</summary>
    public ServiceKeys? ServiceKeys { get; init; }

    /// <summary>
    /// Condition keys of the service with a list of values, such as <c>sts:TransitiveTagKeys</c>; a null list is a missing key.
    /// </summary>
    public IReadOnlyList<(string Key, IReadOnlyList<string>? Values)> ListKeys { get; init; } = [];

    /// <summary>The policy on the resource.</summary>
    public PolicySet? ResourcePolicy { get; init; }

    public ResourcePolicyKind ResourcePolicyKind { get; init; }

    /// <summary>Further accesses that the same call needs, such as <c>iam:PassRole</c>; all must be allowed.</summary>
    public IReadOnlyList<Access> And { get; init; } = [];

    /// <summary>The same access with another action.</summary>
    public Access For(ActionName action) => this with { Action = action, And = [] };

    /// <summary>
    /// What the same action needs of the resource behind this one: an access point's bucket. Both must be allowed, whatever the action is
    /// changed to.
    /// </summary>
    public Access? Behind { get; init; }

    /// <summary>The access to the resource behind, for the action that this one has now; null where there is none.</summary>
    public Access? ToBehind() => Behind is null ? null : Behind with { Action = Action, ServiceKeys = ServiceKeys };

    /// <summary>
    /// Whether what the caller's own side allows was decided on another resource, the access point, so that only its denies count here.
    /// </summary>
    public bool CallerIsAllowed { get; init; }

    /// <summary>The text of a denial where AWS's differs from the usual sentence.</summary>
    public string? DeniedMessage { get; init; }
}
