using Mantle.Policy;
using Mantle.Server.Authentication;

namespace Mantle.Server.Authorization;

/// <summary>Decides whether a call has the accesses it needs: gathers the policies of every layer and asks the engine.</summary>
static class Authorizer
{
    /// <summary>The first access that is denied, with its decision; null when all are allowed.</summary>
    public static Denial? FindDenial(Call call, Access access)
    {
        if (ReferenceEquals(access, Access.None))
            return null;
        var decision = PolicyEvaluator.Evaluate(RequestFor(call, access));
        if (!decision.IsAllowed)
            return new Denial(access, decision);
        if (access.ToBehind() is { } behind && FindDenial(call, behind) is { } barred)
            return barred;
        foreach (var further in access.And)
            if (FindDenial(call, further) is { } denial)
                return denial;
        return null;
    }

    /// <summary>The same decision with its reasons.</summary>
    public static DecisionExplanation Explain(Call call, Access access) => PolicyEvaluator.Explain(RequestFor(call, access));

    static EvaluationRequest RequestFor(Call call, Access access)
    {
        var caller = call.Caller;
        var owner = access.ResourceOwner ?? caller.Account;
        return new EvaluationRequest
        {
            Principal = caller.Principal,
            Action = ActionName.Parse(access.Action),
            Resource = access.Resource,
            ResourceAccountId = owner.Id,
            Context = new RequestKeys(call, access),
            IdentityPolicies = Side(access, PoliciesOf(caller)),
            PermissionsBoundary = caller.Identity?.PermissionsBoundary is { } boundary
                ? Side(access, IdentityPolicies.OfManaged(caller.Account, [boundary]))
                : null,
            SessionPolicies = SessionPolicies(call) is { } session ? Side(access, session) : null,
            ResourcePolicy = access.ResourcePolicy,
            ResourcePolicyKind = access.ResourcePolicyKind,
            // They bind the account's own principals; whom a provider vouches for is not one yet.
            ServiceControlPolicies = caller.External is null ? call.GuardrailsOf(caller.Account)?.ServiceControl : null,
            ResourceControlPolicies = call.GuardrailsOf(owner) is { ResourceControl: { IsOpen: false } levels } && ResourceControl.Reaches(access.Action) ? levels : null,
        };
    }

    static readonly CompiledPolicy Everything = CompiledPolicy.Compile(
        PolicyDocument.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""), new PolicySource("access point"));

    /// <summary>Policies of the caller's side; where what they allow was decided before, with everything allowed beside what they deny.</summary>
    static PolicySet? Side(Access access, PolicySet? policies) => !access.CallerIsAllowed || policies is null ? policies : PolicySet.Create([Everything, .. policies]);

    /// <summary>A root user has none; a session of AssumeRoot has its task policy, which denies everything but the task.</summary>
    static PolicySet? PoliciesOf(Caller caller)
    {
        if (caller.Identity is { } identity)
            return IdentityPolicies.Of(caller.Account, identity);
        return caller.Session is { Kind: SessionKind.AssumedRoot } session ? IdentityPolicies.OfManaged(caller.Account, session.PolicyArns) : null;
    }

    static PolicySet? SessionPolicies(Call call)
    {
        if (call.Caller.Session is not { Kind: not SessionKind.AssumedRoot } session || (session.Policy is null && session.PolicyArns.IsEmpty))
            return null;
        var managed = IdentityPolicies.OfManaged(call.Account, session.PolicyArns);
        return session.Policy is { } inline ? PolicySet.Create([inline.Compiled, .. managed]) : managed;
    }
}

/// <summary>An access that was denied, and why.</summary>
sealed record Denial(Access Access, Decision Decision)
{
    /// <summary>Resolves to this denial: in the response header <c>x-mantle-authorization-id</c> and in the call's event.</summary>
    public string AuthorizationId { get; } = RandomId.New().ToString();

    /// <summary>
    /// AWS's sentence. Assuming a role is denied in the same words whether or not the role exists, so without a reason.
    /// </summary>
    public string Message(Call call) => Access.DeniedMessage
        ?? (Access.ResourcePolicyKind == ResourcePolicyKind.RoleTrust
            ? $"User: {call.Caller.Arn} is not authorized to perform: {Access.Action} on resource: {Access.Resource}"
            : AccessDeniedMessage.Format(call.Caller.Arn, ActionName.Parse(Access.Action), NamedResource, Decision, ControlPolicy(call)));

    /// <summary>
    /// The ARN of the control policy that denied, which is for callers of its organization
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"/>).
    /// </summary>
    string? ControlPolicy(Call call) => Decision.Layer switch
    {
        PolicyLayer.ServiceControlPolicy => Decision.Policy?.Source.PolicyId,
        PolicyLayer.ResourceControlPolicy when IsWithinOrganization(call) => Decision.Policy?.Source.PolicyId,
        _ => null,
    };

    /// <summary>Whether caller and resource are in one organization: of others' organizations nothing is told.</summary>
    public bool IsWithinOrganization(Call call) => call.Organization is { } own && own.Id == call.OrganizationOf(Access.ResourceOwner ?? call.Account)?.Id;

    /// <summary>
    /// S3 puts the ARN between quotation marks (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html"/>).
    /// Where an action has no resource, users report "on resource: *" from IAM and Organizations, and nothing from STS.
    /// </summary>
    string? NamedResource => Access switch
    {
        { ShownResource: { } shown } => shown,
        { Resource: "arn:aws:s3:::*" } => null,
        { Resource: "*" } => Access.Action.StartsWith("iam:", StringComparison.Ordinal) || Access.Action.StartsWith("organizations:", StringComparison.Ordinal) ? "*" : null,
        _ when Access.Action.StartsWith("s3:", StringComparison.Ordinal) => $"\"{Access.Resource}\"",
        _ => Access.Resource,
    };
}
