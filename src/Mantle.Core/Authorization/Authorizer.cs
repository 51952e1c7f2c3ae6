using Mantle.Core.Authentication;
using Mantle.Core.Telemetry;
using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>Decides whether a call has the accesses it needs: collects the policies of every layer and calls the policy engine.</summary>
public static class Authorizer
{
    /// <summary>The first denied access with its decision; null if all are allowed.</summary>
    public static Denial? FindDenial(Call call, Access access, DecisionInstruments? instruments = null)
    {
        if (access.NeedsNothing)
            return null;
        var decision = PolicyEvaluator.Evaluate(RequestFor(call, access));
        instruments?.Count(decision);
        if (!decision.IsAllowed)
            return new Denial(access, decision);
        if (access.ToUnderlying() is { } underlying && FindDenial(call, underlying, instruments) is { } barred)
            return barred;
        foreach (var further in access.And)
            if (FindDenial(call, further, instruments) is { } denial)
                return denial;
        return null;
    }

    /// <summary>The decision of an access, with its reasons.</summary>
    public static DecisionExplanation Explain(Call call, Access access) => PolicyEvaluator.Explain(RequestFor(call, access));

    /// <summary>An access with everything that decides it, for the policy engine.</summary>
    internal static EvaluationRequest RequestFor(Call call, Access access)
    {
        var caller = call.Caller;
        var owner = access.ResourceOwner ?? caller.Account;
        return new EvaluationRequest
        {
            Principal = caller.Principal,
            Action = access.Action,
            Resource = access.Resource.ToString(),
            // Across accounts both sides must allow. Where the caller's side alone decides, it decides as within its own account.
            ResourceAccountId = access.IsByCaller ? caller.Account.Id : owner.Id,
            Context = new RequestKeys(call, access),
            IdentityPolicies = CallerPolicies(access, PoliciesOf(caller)),
            PermissionsBoundary = caller.Identity?.PermissionsBoundary is { } boundary
                ? CallerPolicies(access, IdentityPolicies.OfManaged(caller.Account, [boundary]))
                : null,
            SessionPolicies = SessionPolicies(call) is { } session ? CallerPolicies(access, session) : null,
            ResourcePolicy = access.ResourcePolicy,
            ResourcePolicyKind = access.ResourcePolicyKind,
            // Service control policies apply to principals of the account, and an external identity is not one yet.
            ServiceControlPolicies = caller.External is null ? call.View.GuardrailsOf(caller.Account)?.ServiceControl : null,
            ResourceControlPolicies =
                call.View.GuardrailsOf(owner) is { ResourceControl: { IsOpen: false } levels } && ResourceControl.Reaches(access.Action)
                    ? levels
                    : null,
        };
    }

    static readonly CompiledPolicy Everything = CompiledPolicy.Compile(
        PolicyDocument.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""),
        new PolicySource("access point")
    );

    /// <summary>
    /// The caller's policies. If they already allowed the action on the access point, a policy that allows everything is added, so that
    /// only their denies count.
    /// </summary>
    static PolicySet? CallerPolicies(Access access, PolicySet? policies) =>
        !access.CallerIsAllowed || policies is null ? policies : PolicySet.Create([Everything, .. policies]);

    /// <summary>The root user has no policies. A session of AssumeRoot has its task policy, which denies everything but the task.</summary>
    static PolicySet? PoliciesOf(Caller caller)
    {
        if (caller.Identity is { } identity)
            return IdentityPolicies.Of(caller.Account, identity);
        return caller.Session is { Kind: SessionKind.AssumedRoot } session
            ? IdentityPolicies.OfManaged(caller.Account, session.PolicyArns)
            : null;
    }

    static PolicySet? SessionPolicies(Call call)
    {
        if (
            call.Caller.Session is not { Kind: not SessionKind.AssumedRoot } session
            || (session.Policy is null && session.PolicyArns.IsEmpty)
        )
            return null;
        var managed = IdentityPolicies.OfManaged(call.Account, session.PolicyArns);
        return session.Policy is { } inline ? PolicySet.Create([inline.Compiled, .. managed]) : managed;
    }
}
