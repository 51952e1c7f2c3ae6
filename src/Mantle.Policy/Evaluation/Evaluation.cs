using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mantle.Policy;

/// <summary>One evaluation of one request: asks every layer, then combines what they say.</summary>
/// <remarks>
/// Enforcement and explanation are this same code; a <see cref="Trace"/> only listens, and keeps the evaluation from
/// stopping early. See <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">How AWS enforcement code logic evaluates requests to allow or deny access</see>.
/// </remarks>
readonly ref struct Evaluation(ref readonly EvaluationRequest request, Trace? trace)
{
    readonly ref readonly EvaluationRequest request = ref request;
    readonly Principal caller = request.Principal;
    readonly ActionText action = request.Action.Data;
    readonly ReadOnlySpan<char> resource = request.Resource;

    public Decision Decide()
    {
        var denial = default(Decision);

        if (!request.ResourceControlPolicies.IsDefaultOrEmpty)
        {
            var binds = caller.Kind != PrincipalKind.ServiceLinkedRoleSession;
            for (var level = 0; level < request.ResourceControlPolicies.Length; level++)
            {
                var outcome = EvaluateLayer(request.ResourceControlPolicies[level], PolicyLayer.ResourceControlPolicy, level, binds);
                if (binds && IsDenied(in outcome, PolicyLayer.ResourceControlPolicy, level, ref denial))
                    return denial;
            }
        }

        var blockedLevel = -1;
        if (!request.ServiceControlPolicies.IsDefaultOrEmpty)
        {
            var binds = caller.AccountId is not null && caller.Kind != PrincipalKind.ServiceLinkedRoleSession;
            for (var level = 0; level < request.ServiceControlPolicies.Length; level++)
            {
                var outcome = EvaluateLayer(request.ServiceControlPolicies[level], PolicyLayer.ServiceControlPolicy, level, binds);
                if (!binds)
                    continue;
                if (IsDenied(in outcome, PolicyLayer.ServiceControlPolicy, level, ref denial))
                    return denial;
                if (!outcome.IsAllowed && blockedLevel < 0)
                    blockedLevel = level;
            }
        }

        var endpoint = EvaluateLayer(request.VpcEndpointPolicy, PolicyLayer.VpcEndpointPolicy);
        if (IsDenied(in endpoint, PolicyLayer.VpcEndpointPolicy, -1, ref denial))
            return denial;
        var resourcePolicy = EvaluateLayer(request.ResourcePolicy, ResourceLayer);
        if (IsDenied(in resourcePolicy, ResourceLayer, -1, ref denial))
            return denial;
        var identity = EvaluateLayer(request.IdentityPolicies, PolicyLayer.IdentityBasedPolicy);
        if (IsDenied(in identity, PolicyLayer.IdentityBasedPolicy, -1, ref denial))
            return denial;
        var boundary = EvaluateLayer(request.PermissionsBoundary, PolicyLayer.PermissionsBoundary);
        if (IsDenied(in boundary, PolicyLayer.PermissionsBoundary, -1, ref denial))
            return denial;
        var session = EvaluateLayer(request.SessionPolicies, PolicyLayer.SessionPolicy);
        if (IsDenied(in session, PolicyLayer.SessionPolicy, -1, ref denial))
            return denial;

        if (denial.Outcome == DecisionOutcome.ExplicitDeny)
            return denial;
        if (blockedLevel >= 0)
            return new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.ServiceControlPolicy, blockedLevel, null);
        if (request.VpcEndpointPolicy is not null && !endpoint.IsAllowed)
            return NotAllowedBy(PolicyLayer.VpcEndpointPolicy);
        return Grant(in resourcePolicy, in identity, boundary.IsAllowed, session.IsAllowed);
    }

    PolicyLayer ResourceLayer => request.ResourcePolicyKind == ResourcePolicyKind.RoleTrust
        ? PolicyLayer.RoleTrustPolicy
        : PolicyLayer.ResourceBasedPolicy;

    /// <summary>Keeps the first explicit deny. True when nothing further needs to be asked.</summary>
    bool IsDenied(in LayerOutcome outcome, PolicyLayer layer, int level, ref Decision denial)
    {
        if (outcome.Denying is null)
            return false;
        if (denial.Outcome != DecisionOutcome.ExplicitDeny)
            denial = new Decision(DecisionOutcome.ExplicitDeny, layer, level, outcome.Denying);
        return trace is null;
    }

    /// <summary>Whether identity and resource policies grant the request, within the boundary and session policies.</summary>
    Decision Grant(in LayerOutcome resourcePolicy, in LayerOutcome identity, bool boundaryAllows, bool sessionAllows)
    {
        var named = resourcePolicy.Allows;
        var allowedByResource = new Decision(DecisionOutcome.Allowed, ResourceLayer, -1, resourcePolicy.Allowing);
        // Anonymous callers, services and external identities have no policies of their own.
        if (caller.AccountId is null)
            return resourcePolicy.IsAllowed ? allowedByResource : NotAllowedBy(ResourceLayer);

        var hasFullAccess = caller.Kind == PrincipalKind.Root || caller.IsFederatedRoot;
        var identityAllows = hasFullAccess || identity.IsAllowed;
        var withinBoundary = request.PermissionsBoundary is null || boundaryAllows;
        // Without a session policy a federated user has only what resources grant to the session itself.
        var withinSession = request.SessionPolicies is null ? caller.Kind != PrincipalKind.FederatedUser : sessionAllows;

        if (request.ResourceAccountId is { } owner && owner != caller.AccountId)
        {
            if (!identityAllows)
                return NotAllowedBy(PolicyLayer.IdentityBasedPolicy);
            if (!withinBoundary)
                return NotAllowedBy(PolicyLayer.PermissionsBoundary);
            if (!withinSession)
                return NotAllowedBy(PolicyLayer.SessionPolicy);
            return resourcePolicy.IsAllowed ? allowedByResource : NotAllowedBy(ResourceLayer);
        }

        if ((named & (PrincipalMatch.Self | PrincipalMatch.Everyone)) != 0)
            return allowedByResource;
        var namesRoleOrUser = (named & (PrincipalMatch.Role | PrincipalMatch.UserOfSession)) != 0;
        if (namesRoleOrUser && withinBoundary && withinSession)
            return allowedByResource;
        if (request.ResourcePolicyKind != ResourcePolicyKind.Ordinary && !resourcePolicy.IsAllowed)
            return NotAllowedBy(ResourceLayer);
        if (!identityAllows && !namesRoleOrUser)
            return NotAllowedBy(PolicyLayer.IdentityBasedPolicy);
        if (!withinBoundary)
            return NotAllowedBy(PolicyLayer.PermissionsBoundary);
        if (!withinSession)
            return NotAllowedBy(PolicyLayer.SessionPolicy);
        return hasFullAccess && !identity.IsAllowed
            ? new Decision(DecisionOutcome.Allowed, PolicyLayer.None, -1, null)
            : new Decision(DecisionOutcome.Allowed, PolicyLayer.IdentityBasedPolicy, -1, identity.Allowing);
    }

    static Decision NotAllowedBy(PolicyLayer layer) => new(DecisionOutcome.ImplicitDeny, layer, -1, null);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    LayerOutcome EvaluateLayer(PolicySet? policies, PolicyLayer layer, int level = -1, bool binds = true) =>
        policies is null || (!binds && trace is null) ? default : EvaluatePresentLayer(policies, layer, level, binds);

    LayerOutcome EvaluatePresentLayer(PolicySet policies, PolicyLayer layer, int level, bool binds)
    {
        var outcome = default(LayerOutcome);
        var mark = trace?.MatchedCount ?? 0;
        var index = policies.Index;
        EvaluateBucket(policies, index, index.FindWhole(action), layer, level, ref outcome);
        // The lengths beyond the action's own are shifted out.
        var lengths = index.PrefixLengths & (ulong.MaxValue >> (PatternHash.MaxPrefix + 1 - action.PrefixHashes.Length));
        while (lengths != 0)
        {
            var length = BitOperations.TrailingZeroCount(lengths);
            lengths &= lengths - 1;
            EvaluateBucket(policies, index, index.FindPrefix(action, length), layer, level, ref outcome);
        }
        trace?.SortMatched(mark);
        trace?.Layer(layer, level, outcome.Outcome, binds);
        return outcome;
    }

    void EvaluateBucket(PolicySet policies, ActionIndex index, int number, PolicyLayer layer, int level, ref LayerOutcome outcome)
    {
        if (number < 0 || (outcome.Denying is not null && trace is null))
            return;
        ref readonly var bucket = ref index.Buckets[number];
        ushort tailEnd = 0;
        var tail = 0UL;
        foreach (ref readonly var entry in index.Entries.AsSpan(bucket.Entries.Start, bucket.Scanned))
        {
            if (entry.TailEnd != 0)
            {
                // Sorted by their ends, so that each is hashed once.
                if (entry.TailEnd != tailEnd)
                {
                    tailEnd = entry.TailEnd;
                    if (tailEnd > resource.Length)
                        break;
                    tail = ResourceTail.Hash(resource[..tailEnd]);
                }
                if (entry.Tail != tail)
                    continue;
            }
            EvaluateEntry(policies, in entry, layer, level, ref outcome);
        }
        foreach (var end in index.TailEnds.AsSpan(bucket.TailEnds.Start, bucket.TailEnds.Count))
        {
            if (end > resource.Length)
                break;
            foreach (ref readonly var entry in index.FindTail(number, in bucket, end, ResourceTail.Hash(resource[..end])))
                EvaluateEntry(policies, in entry, layer, level, ref outcome);
        }
    }

    void EvaluateEntry(PolicySet policies, in IndexEntry entry, PolicyLayer layer, int level, ref LayerOutcome outcome)
    {
        var isDeny = (entry.Flags & EntryFlags.Deny) != 0;
        if (trace is null)
        {
            if (outcome.Denying is not null)
                return;
            // In a resource policy every allow counts, since it matters as what it names the caller.
            if (!isDeny && outcome.IsAllowed && layer is not (PolicyLayer.ResourceBasedPolicy or PolicyLayer.RoleTrustPolicy))
                return;
        }
        var policy = policies[entry.Policy];
        var match = MatchStatement(policy, in entry, layer);
        if (match == PrincipalMatch.None)
            return;
        trace?.Matched(layer, level, entry.Policy, policy, entry.StatementInPolicy);
        if (isDeny)
        {
            outcome.Denying ??= policy;
        }
        else
        {
            outcome.Allowing ??= policy;
            outcome.Allows |= match;
        }
    }

    /// <summary>As what the statement names the caller, if it concerns the request at all.</summary>
    PrincipalMatch MatchStatement(CompiledPolicy policy, in IndexEntry entry, PolicyLayer layer)
    {
        var program = policy.Program;
        var pool = program.Pool.AsSpan();
        ref readonly var row = ref program.Statements[entry.StatementInPolicy];
        if ((entry.Flags & EntryFlags.CheckActions) != 0 && !MatchActions(program, in row))
            return PrincipalMatch.None;
        var conditions = new ConditionEvaluator(program, request.Context, trace);
        if (!MatchResources(in conditions, program, in row))
            return PrincipalMatch.None;
        var match = MatchPrincipals(program, pool, in row, layer);
        if (match == PrincipalMatch.None || row.Conditions.Count == 0)
            return match;
        trace?.Begin();
        var truth = conditions.All(row.Conditions);
        if (truth == Truth.Unknown)
            trace?.Unevaluated(layer, policy, entry.StatementInPolicy);
        // What cannot be decided may narrow access, never widen it.
        return truth == Truth.True || (truth == Truth.Unknown && row.IsDeny) ? match : PrincipalMatch.None;
    }

    bool MatchActions(PolicyProgram program, in StatementRow row)
    {
        var found = false;
        foreach (ref readonly var pattern in program.Patterns.AsSpan(row.Actions.Start, row.Actions.Count))
            found |= pattern.IsMatch(program.Pool, action.Lower);
        return found != ((row.Flags & StatementFlags.NotAction) != 0);
    }

    bool MatchResources(scoped in ConditionEvaluator conditions, PolicyProgram program, in StatementRow row)
    {
        // A trust policy names no resource: it stands on the one it protects.
        if ((row.Flags & (StatementFlags.Resource | StatementFlags.NotResource)) == 0)
            return true;
        var found = row.Resources.Count > 0 && conditions.MatchesResource(row.FirstResource, resource);
        for (var i = 1; i < row.Resources.Count && !found; i++)
            found = conditions.MatchesResource(in program.Patterns[row.Resources.Start + i], resource);
        return found == ((row.Flags & StatementFlags.Resource) != 0);
    }

    PrincipalMatch MatchPrincipals(PolicyProgram program, ReadOnlySpan<char> pool, in StatementRow row, PolicyLayer layer)
    {
        var principals = program.Principals.AsSpan(row.Principals.Start, row.Principals.Count);
        if ((row.Flags & StatementFlags.Principal) != 0)
            return PrincipalMatcher.Match(principals, pool, caller);
        if ((row.Flags & StatementFlags.NotPrincipal) != 0)
        {
            var excepted = row.IsDeny
                ? PrincipalMatcher.Spares(principals, pool, caller, request.PermissionsBoundary is not null)
                : PrincipalMatcher.Match(principals, pool, caller) != PrincipalMatch.None;
            return excepted ? PrincipalMatch.None : PrincipalMatch.Everyone;
        }
        // Where a principal is required, one that is missing may deny to all but allows nobody.
        return layer is PolicyLayer.ResourceBasedPolicy or PolicyLayer.RoleTrustPolicy && !row.IsDeny
            ? PrincipalMatch.None
            : PrincipalMatch.Unnamed;
    }
}
