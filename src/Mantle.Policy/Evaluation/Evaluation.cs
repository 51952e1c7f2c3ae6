using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mantle.Policy;

/// <summary>One evaluation of one request: evaluates every layer, then combines the results.</summary>
/// <remarks>
/// Enforcement and explanation run this same code. A <see cref="Trace"/> only records, and prevents stopping early. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">
/// How AWS enforcement code logic evaluates requests to allow or deny access</see>.
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
        var isServiceLinked = caller.Kind == PrincipalKind.ServiceLinkedRoleSession;

        // Every resource has a resource control policy that allows everything and cannot be detached, so only denies count.
        EvaluateLevels(request.ResourceControlPolicies, PolicyLayer.ResourceControlPolicy, binds: !isServiceLinked, ref denial);
        if (denial.Outcome == DecisionOutcome.ExplicitDeny && trace is null)
            return denial;
        var blockedLevel = EvaluateLevels(
            request.ServiceControlPolicies,
            PolicyLayer.ServiceControlPolicy,
            binds: !isServiceLinked && caller.AccountId is not null,
            ref denial
        );
        if (denial.Outcome == DecisionOutcome.ExplicitDeny && trace is null)
            return denial;

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

    PolicyLayer ResourceLayer =>
        request.ResourcePolicyKind == ResourcePolicyKind.RoleTrust ? PolicyLayer.RoleTrustPolicy : PolicyLayer.ResourceBasedPolicy;

    /// <summary>Keeps the first explicit deny. True if the evaluation can stop.</summary>
    bool IsDenied(in LayerOutcome outcome, PolicyLayer layer, int level, ref Decision denial)
    {
        if (outcome.Denying is null)
            return false;
        if (denial.Outcome != DecisionOutcome.ExplicitDeny)
            denial = new Decision(DecisionOutcome.ExplicitDeny, layer, level, outcome.Denying);
        return trace is null;
    }

    /// <summary>Whether identity and resource policies allow the request, within permissions boundary and session policies.</summary>
    Decision Grant(in LayerOutcome resourcePolicy, in LayerOutcome identity, bool boundaryAllows, bool sessionAllows)
    {
        var named = resourcePolicy.Allows;
        var allowedByResource = new Decision(DecisionOutcome.Allowed, ResourceLayer, -1, resourcePolicy.Allowing);
        // Anonymous callers, services and external identities have no identity policies.
        if (caller.AccountId is null)
            return resourcePolicy.IsAllowed ? allowedByResource : NotAllowedBy(ResourceLayer);

        var hasFullAccess = caller.Kind == PrincipalKind.Root || caller.IsFederatedRoot;
        var identityAllows = hasFullAccess || identity.IsAllowed;
        var withinBoundary = request.PermissionsBoundary is null || boundaryAllows;
        // Without a session policy, a federated user has only what resource policies grant to the session itself.
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

    /// <summary>
    /// The first level at which nothing allows the request; -1 if there is none. Keeps the denial of the first denying level.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int EvaluateLevels(PolicyLevels? levels, PolicyLayer layer, bool binds, ref Decision denial) =>
        levels is null || (trace is null && (!binds || levels.IsOpen)) ? -1 : EvaluatePresentLevels(levels, layer, binds, ref denial);

    int EvaluatePresentLevels(PolicyLevels levels, PolicyLayer layer, bool binds, ref Decision denial)
    {
        var outcome = default(LayerOutcome);
        var mark = trace?.MatchedCount ?? 0;
        if (trace is not null)
        {
            EvaluateGroup(levels.Whole, layer, ref outcome);
        }
        else if (levels.Known.Find(action) is { } known)
        {
            foreach (ref readonly var statement in known.AsSpan())
                if (!statement.IsRuledOut(request.Context))
                    EvaluateEntry(levels.Enforced, statement.Entry, layer, ref outcome);
        }
        else
        {
            EvaluateGroup(levels.Enforced, layer, ref outcome);
        }
        trace?.SortMatched(mark);
        for (var level = 0; trace is not null && level < levels.Count; level++)
            trace.Layer(layer, level, outcome.At(level), binds);
        if (!binds)
            return -1;
        if (outcome.Denying is not null && denial.Outcome != DecisionOutcome.ExplicitDeny)
            denial = new Decision(
                DecisionOutcome.ExplicitDeny,
                layer,
                BitOperations.TrailingZeroCount(outcome.DenyingLevels),
                outcome.Denying
            );
        var missing = levels.All & ~(levels.Open | outcome.AllowingLevels);
        return missing == 0 ? -1 : BitOperations.TrailingZeroCount(missing);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    LayerOutcome EvaluateLayer(PolicySet? policies, PolicyLayer layer) =>
        policies is null ? default : EvaluatePresentLayer(policies, layer);

    LayerOutcome EvaluatePresentLayer(PolicySet policies, PolicyLayer layer)
    {
        var outcome = default(LayerOutcome);
        var mark = trace?.MatchedCount ?? 0;
        EvaluateGroup(policies.Group, layer, ref outcome);
        trace?.SortMatched(mark);
        trace?.Layer(layer, -1, outcome.Outcome, true);
        return outcome;
    }

    void EvaluateGroup(PolicyGroup policies, PolicyLayer layer, ref LayerOutcome outcome)
    {
        var index = policies.Index;
        EvaluateBucket(policies, index, index.FindWhole(action), layer, ref outcome);
        // Shifts out prefix lengths beyond the action's length.
        var lengths = index.PrefixLengths & (ulong.MaxValue >> (PatternHash.MaxPrefix + 1 - action.PrefixHashes.Length));
        while (lengths != 0)
        {
            var length = BitOperations.TrailingZeroCount(lengths);
            lengths &= lengths - 1;
            EvaluateBucket(policies, index, index.FindPrefix(action, length), layer, ref outcome);
        }
    }

    void EvaluateBucket(PolicyGroup policies, ActionIndex index, int number, PolicyLayer layer, ref LayerOutcome outcome)
    {
        if (number < 0 || (outcome.Denying is not null && trace is null && policies.Levels is null))
            return;
        ref readonly var bucket = ref index.Buckets[number];
        ushort tailEnd = 0;
        var tail = 0UL;
        foreach (ref readonly var entry in index.Entries.AsSpan(bucket.Entries.Start, bucket.Scanned))
        {
            if (entry.TailEnd != 0)
            {
                // Sorted by end, so that each tail is hashed once.
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
            EvaluateEntry(policies, in entry, layer, ref outcome);
        }
        foreach (var end in index.TailEnds.AsSpan(bucket.TailEnds.Start, bucket.TailEnds.Count))
        {
            if (end > resource.Length)
                break;
            foreach (ref readonly var entry in index.FindTail(number, in bucket, end, ResourceTail.Hash(resource[..end])))
                EvaluateEntry(policies, in entry, layer, ref outcome);
        }
    }

    void EvaluateEntry(PolicyGroup policies, in IndexEntry entry, PolicyLayer layer, ref LayerOutcome outcome)
    {
        var isDeny = (entry.Flags & EntryFlags.Deny) != 0;
        var level = policies.Levels is { } levels ? levels[entry.Policy] : -1;
        if (trace is null && (level < 0 ? IsSettled(isDeny, layer, in outcome) : IsSettled(isDeny, entry.Policy, level, in outcome)))
            return;
        var policy = policies.Policies[entry.Policy];
        var match = MatchStatement(policy, in entry, layer);
        if (match == PrincipalMatch.None)
            return;
        trace?.Matched(layer, level, entry.Policy, policy, entry.StatementInPolicy);
        var bit = level < 0 ? 0 : 1UL << level;
        if (isDeny)
        {
            // The decision names the first denying level; within a set it names any denying policy.
            if (outcome.Denying is null || (level >= 0 && entry.Policy < outcome.DenyingNumber))
                (outcome.Denying, outcome.DenyingNumber) = (policy, entry.Policy);
            outcome.DenyingLevels |= bit;
        }
        else
        {
            outcome.Allowing ??= policy;
            outcome.Allows |= match;
            outcome.AllowingLevels |= bit;
        }
    }

    /// <summary>Whether a statement can no longer change the result of a set.</summary>
    static bool IsSettled(bool isDeny, PolicyLayer layer, in LayerOutcome outcome) =>
        outcome.Denying is not null
        // In a resource policy every allow matters, because the form in which it names the caller matters.
        || (!isDeny && outcome.IsAllowed && layer is not (PolicyLayer.ResourceBasedPolicy or PolicyLayer.RoleTrustPolicy));

    /// <summary>Whether a statement can no longer change the result of an organization's levels.</summary>
    static bool IsSettled(bool isDeny, int policy, int level, in LayerOutcome outcome) =>
        isDeny ? outcome.Denying is not null && policy >= outcome.DenyingNumber : (outcome.AllowingLevels >> level & 1) != 0;

    /// <summary>The forms in which the statement names the caller, if it matches the request.</summary>
    PrincipalMatch MatchStatement(CompiledPolicy policy, in IndexEntry entry, PolicyLayer layer)
    {
        if ((entry.Flags & (EntryFlags.CheckActions | EntryFlags.CheckRest)) == 0)
            return Unnamed((entry.Flags & EntryFlags.Deny) != 0, layer);
        var program = policy.Program;
        var pool = program.Pool.AsSpan();
        ref readonly var row = ref program.Statements[entry.StatementInPolicy];
        if ((entry.Flags & EntryFlags.CheckActions) != 0 && !program.MatchesAction(in row, action))
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
        // What is unknown may narrow access, never widen it.
        return truth == Truth.True || (truth == Truth.Unknown && row.IsDeny) ? match : PrincipalMatch.None;
    }

    internal bool MatchResources(scoped in ConditionEvaluator conditions, PolicyProgram program, in StatementRow row)
    {
        // A trust policy has no Resource element: its resource is its role.
        if ((row.Flags & (StatementFlags.Resource | StatementFlags.NotResource)) == 0)
            return true;
        var found = row.Resources.Count > 0 && conditions.MatchesResource(row.FirstResource, resource);
        for (var i = 1; i < row.Resources.Count && !found; i++)
            found = conditions.MatchesResource(in program.Patterns[row.Resources.Start + i], resource);
        return found == ((row.Flags & StatementFlags.Resource) != 0);
    }

    internal PrincipalMatch MatchPrincipals(PolicyProgram program, ReadOnlySpan<char> pool, in StatementRow row, PolicyLayer layer)
    {
        if ((row.Flags & (StatementFlags.Principal | StatementFlags.NotPrincipal)) == 0)
            return Unnamed(row.IsDeny, layer);
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
        return Unnamed(row.IsDeny, layer);
    }

    /// <summary>Where a principal is required, a statement without one may deny everybody but allows nobody.</summary>
    static PrincipalMatch Unnamed(bool isDeny, PolicyLayer layer) =>
        layer is PolicyLayer.ResourceBasedPolicy or PolicyLayer.RoleTrustPolicy && !isDeny ? PrincipalMatch.None : PrincipalMatch.Unnamed;
}
