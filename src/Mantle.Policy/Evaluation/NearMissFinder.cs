using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>Finds the statements about a request's action that do not apply to it.</summary>
readonly ref struct NearMissFinder(ref readonly EvaluationRequest request)
{
    readonly ref readonly EvaluationRequest request = ref request;

    public ImmutableArray<NearMiss> Find()
    {
        var found = ImmutableArray.CreateBuilder<NearMiss>();
        Add(found, request.ResourceControlPolicies?.Whole, PolicyLayer.ResourceControlPolicy);
        Add(found, request.ServiceControlPolicies?.Whole, PolicyLayer.ServiceControlPolicy);
        Add(found, request.VpcEndpointPolicy?.Group, PolicyLayer.VpcEndpointPolicy);
        Add(
            found,
            request.ResourcePolicy?.Group,
            request.ResourcePolicyKind == ResourcePolicyKind.RoleTrust ? PolicyLayer.RoleTrustPolicy : PolicyLayer.ResourceBasedPolicy
        );
        Add(found, request.IdentityPolicies?.Group, PolicyLayer.IdentityBasedPolicy);
        Add(found, request.PermissionsBoundary?.Group, PolicyLayer.PermissionsBoundary);
        Add(found, request.SessionPolicies?.Group, PolicyLayer.SessionPolicy);
        return found.ToImmutable();
    }

    void Add(ImmutableArray<NearMiss>.Builder found, PolicyGroup? group, PolicyLayer layer)
    {
        foreach (var known in group?.StatementsFor(request.Action.Data) ?? [])
            if (Probe(group!, known.Entry, layer) is { } miss)
                found.Add(miss);
    }

    NearMiss? Probe(PolicyGroup group, IndexEntry entry, PolicyLayer layer)
    {
        var policy = group.Policies[entry.Policy];
        var program = policy.Program;
        var row = program.Statements[entry.StatementInPolicy];
        var conditions = new ConditionEvaluator(program, request.Context, null);
        var evaluation = new Evaluation(in request, null);
        var failed = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < row.Conditions.Count; i++)
        {
            var truth = conditions.Evaluate(in program.Conditions[row.Conditions.Start + i]);
            // As in an evaluation: what is unknown never lets a statement allow, and never keeps one from denying.
            if (truth == Truth.False || (truth == Truth.Unknown && !row.IsDeny))
                failed.Add(i);
        }
        var missesResource = !evaluation.MatchResources(in conditions, program, in row);
        var missesPrincipal = evaluation.MatchPrincipals(program, program.Pool, in row, layer) == PrincipalMatch.None;
        return !missesResource && !missesPrincipal && failed.Count == 0
            ? null
            : new NearMiss(
                layer,
                group.Levels is { } levels ? levels[entry.Policy] : -1,
                entry.Policy,
                policy.Source,
                entry.StatementInPolicy,
                program.SidOf(entry.StatementInPolicy),
                row.Effect
            )
            {
                MissesResource = missesResource,
                MissesPrincipal = missesPrincipal,
                FailedConditions = failed.ToImmutable(),
            };
    }
}
