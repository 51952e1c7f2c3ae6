using System.Text.Json.Nodes;
using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>
/// Finds the smallest changes of policies with which a denied call would have been allowed, all at once. It asks the policy engine what
/// denies, changes that, and asks again, until nothing denies any part of the call: what it finds is right because the engine says so.
/// </summary>
sealed class RemedyFinder(DeniedCall call, Draft draft)
{
    /// <summary>Maximum number of changes for one access. Five levels with several denies each are far fewer.</summary>
    const int MostChanges = 64;

    readonly Dictionary<(RecordedAccess, DecisionOutcome, PolicyLayer, int), int> tries = [];

    /// <summary>Why no change of policies can help; null if one can.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>The policies that changed for an access, in order.</summary>
    public List<(RecordedAccess Access, int Level, DraftPolicy Policy)> Found { get; } = [];

    public void Find()
    {
        // A change for one access may matter to one before it, where both are decided by the same policy.
        var open = call.Accesses.ToList();
        for (var round = 0; round < 3; round++)
            open.RemoveAll(access => !TryAllow(access));
    }

    bool TryAllow(RecordedAccess access)
    {
        for (var change = 0; change < MostChanges; change++)
        {
            var request = draft.RequestFor(access);
            var decision = PolicyEvaluator.Evaluate(in request);
            if (decision.IsAllowed)
                return true;
            var obstacle =
                decision.Outcome == DecisionOutcome.ExplicitDeny ? Lift(access, in request, decision) : Add(access, in request, decision);
            if (obstacle is null)
                continue;
            Obstacle ??= obstacle;
            return false;
        }
        Obstacle ??= "Too many policies deny it.";
        return false;
    }

    string? Lift(RecordedAccess access, in EvaluationRequest request, Decision decision)
    {
        var denying = PolicyEvaluator
            .Explain(in request)
            .MatchedStatements.First(statement =>
                statement.Effect == Effect.Deny && statement.Layer == decision.Layer && statement.Level == decision.Level
            );
        if (draft.Of(access, decision.Layer)[denying.PolicyIndex] is not { Origin.IsDerived: false } policy)
            return $"{Said.Article(decision.Layer)} denies it, and nobody can edit that.";
        if (Count(access, decision) > MostChanges / 4)
            policy.Remove(denying.StatementIndex, $"Remove statement {denying.StatementIndex + 1}.");
        else
            DenyChange.Apply(policy, denying.StatementIndex, access);
        Found.Add((access, decision.Level, policy));
        return null;
    }

    string? Add(RecordedAccess access, in EvaluationRequest request, Decision decision)
    {
        var tried = Count(access, decision);
        if (tried > 2)
            return $"No statement in {Said.Article(decision.Layer)} can allow it to this caller.";
        var (policy, obstacle) = Target(access, decision);
        if (policy is null)
            return obstacle;
        // Conditions taken from a near miss may not fit; then the statement goes without them.
        var condition = tried == 1 ? ConditionOfNearMiss(access, in request, decision) : null;
        if (tried == 2)
            policy.TakeBack();
        policy.Allow(StatementFor.Access(access, decision.Layer, call.Caller.Principal, condition));
        Found.Add((access, decision.Level, policy));
        return null;
    }

    int Count(RecordedAccess access, Decision decision)
    {
        var key = (access, decision.Outcome, decision.Layer, decision.Level);
        return tries[key] = tries.GetValueOrDefault(key) + 1;
    }

    /// <summary>The policy that a statement is added to.</summary>
    (DraftPolicy? Policy, string? Obstacle) Target(RecordedAccess access, Decision decision)
    {
        var existing = draft.Of(access, decision.Layer);
        switch (decision.Layer)
        {
            case PolicyLayer.IdentityBasedPolicy:
                return call.Caller.Identity is { } identity
                    ? (draft.New(access, decision.Layer, NewName(access), identity), null)
                    : (null, "The session has the permissions of its task policy alone, and nothing can be added to them.");
            case PolicyLayer.SessionPolicy:
                return existing.Find(policy => policy is { Origin.IsInline: true }) is { } session
                    ? (session, null)
                    : (draft.New(access, decision.Layer, "session policy", call.Caller.Arn), null);
            case PolicyLayer.PermissionsBoundary:
                return existing.OfType<DraftPolicy>().FirstOrDefault() is { } boundary
                    ? (boundary, null)
                    : (null, "The permissions boundary is a policy that does not exist any more; set another one.");
            case PolicyLayer.ServiceControlPolicy:
                return
                    access
                        .ServiceControlPolicies![decision.Level]
                        .Policies.Select(index => draft.Recorded[index])
                        .FirstOrDefault(policy => !policy.Origin.IsOfAws)
                        is { } control
                    ? (control, null)
                    : (null, "No service control policy that could be edited is attached at that level.");
            case PolicyLayer.RoleTrustPolicy or PolicyLayer.ResourceBasedPolicy:
                if (existing.Find(policy => policy is { Origin.IsDerived: false }) is { } resource)
                    return (resource, null);
                return access.ResourcePolicyKind == ResourcePolicyKind.RoleTrust
                    ? (null, "The role does not exist.")
                    : (draft.New(access, decision.Layer, "resource policy", access.Resource), null);
            default:
                return (null, $"{Said.Article(decision.Layer)} does not allow it.");
        }
    }

    /// <summary>The conditions of the statement that came nearest to allowing the access in the layer that did not.</summary>
    JsonObject? ConditionOfNearMiss(RecordedAccess access, in EvaluationRequest request, Decision decision)
    {
        var miss = PolicyEvaluator
            .FindNearMisses(in request)
            .Where(miss => miss.Layer == decision.Layer && miss.Level == decision.Level && miss.Effect == Effect.Allow)
            .OrderBy(miss => miss.FailedConditions.Length)
            .FirstOrDefault(miss => miss.MissesConditionsOnly);
        return miss is null || draft.Of(access, miss.Layer)[miss.PolicyIndex] is not { } policy
            ? null
            : StatementFor.ConditionsOf(policy.StatementAt(miss.StatementIndex), miss, access);
    }

    /// <summary>A name that no policy of the identity has.</summary>
    string NewName(RecordedAccess access)
    {
        var name = "Allow" + access.Action[(access.Action.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var taken = call.Policies.Where(policy => policy.IsInline).Select(policy => policy.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var number = 2; taken.Contains(name); number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{name.TrimEnd("0123456789".ToCharArray())}{number}");
        return name;
    }
}
