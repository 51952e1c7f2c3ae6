using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Core.Authorization;
using Mantle.Core.Explanations;
using Mantle.Policy;
using Mantle.Wire.IamToolbox;
using MatchedStatement = Mantle.Wire.IamToolbox.MatchedStatement;
using PolicyType = Mantle.Wire.IamToolbox.PolicyType;

namespace Mantle.IamToolbox;

[Operation]
sealed class GetRequestAuthorizationDetails(DenialRecorder denials)
{
    /// <summary>Maximum number of evaluations in an answer.</summary>
    const int PageLength = 25;

    public static Access Requires(GetRequestAuthorizationDetailsInput r, Call c) => new(Actions.GetRequestAuthorizationDetails, "*");

    public async Task<GetRequestAuthorizationDetailsOutput> ExecuteAsync(
        GetRequestAuthorizationDetailsInput r,
        Call c,
        CancellationToken cancellation
    )
    {
        var start = Start(r.NextToken);
        var explanation = await Explained.FindAsync(denials, c, r.AuthorizationId);
        var shared = SharedKeys(explanation.Accesses);
        var page = explanation.Accesses.Skip(start).Take(PageLength).ToList();
        return new()
        {
            RequestContext = Context(
                explanation.Accesses.Take(1).SelectMany(access => access.Context).Where(key => shared.Contains(key.Key))
            ),
            Evaluations = [.. page.Select(access => Evaluate(access, shared))],
            Policies = [.. explanation.Policies.Select(Describe)],
            NextToken =
                start + PageLength < explanation.Accesses.Count ? (start + PageLength).ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    static int Start(string? token) =>
        token is null ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start
        : throw Errors.ValidationException("The nextToken is not valid.");

    /// <summary>The keys that every evaluation has, with the same values.</summary>
    static HashSet<string> SharedKeys(IReadOnlyList<ExplainedAccess> accesses)
    {
        var shared = new HashSet<string>(accesses.Take(1).SelectMany(access => access.Context).Select(key => key.Key));
        foreach (var access in accesses.Skip(1))
        {
            var own = access.Context.ToDictionary(key => key.Key, key => key.Value);
            shared.RemoveWhere(key =>
                !own.TryGetValue(key, out var values) || !values.SequenceEqual(accesses[0].Context.First(first => first.Key == key).Value)
            );
        }
        return shared;
    }

    static Evaluation Evaluate(ExplainedAccess access, HashSet<string> shared) =>
        new()
        {
            Action = access.Access.Action,
            Resource = access.Access.Resource == "*" ? "" : access.Access.Resource,
            Context = Context(access.Context.Where(key => !shared.Contains(key.Key))),
            EvaluatedEffect = access.Outcome switch
            {
                DecisionOutcome.Allowed => EvaluatedEffect.Allow,
                DecisionOutcome.ExplicitDeny => EvaluatedEffect.ExplicitDeny,
                DecisionOutcome.ImplicitDeny => EvaluatedEffect.ImplicitDeny,
                _ => null,
            },
            // As AWS says, an implicit denial has no matched policies.
            MatchedPolicies =
            [
                .. access
                    .Layers.Where(_ => access.Outcome != DecisionOutcome.ImplicitDeny)
                    .SelectMany(layer => layer.Statements)
                    .GroupBy(statement => statement.Policy.Uri)
                    .Select(policy => new MatchedPolicy
                    {
                        Uri = policy.Key,
                        MatchedStatements =
                        [
                            .. policy
                                .Select(statement => (statement.Sid, statement.Effect))
                                .Distinct()
                                .Select(statement => new MatchedStatement
                                {
                                    Sid = statement.Sid,
                                    EvaluatedEffect = statement.Effect == Effect.Deny ? StatementEffect.Deny : StatementEffect.Allow,
                                }),
                        ],
                    }),
            ],
        };

    static PolicyInfo Describe(RecordedPolicy policy) =>
        new()
        {
            Type = policy.Layer switch
            {
                PolicyLayer.PermissionsBoundary => PolicyType.PermissionsBoundary,
                PolicyLayer.SessionPolicy => PolicyType.SessionPolicy,
                PolicyLayer.ServiceControlPolicy => PolicyType.ServiceControlPolicy,
                PolicyLayer.ResourceControlPolicy => PolicyType.ResourceControlPolicy,
                PolicyLayer.ResourceBasedPolicy or PolicyLayer.RoleTrustPolicy => PolicyType.ResourceBasedPolicy,
                PolicyLayer.VpcEndpointPolicy => PolicyType.VpcEndpointPolicy,
                _ => PolicyType.IdentityBasedPolicy,
            },
            Inline = policy.IsInline,
            Uri = policy.Uri,
            AttachedTo = [.. policy.AttachedTo.Select(arn => new AttachedTo { Arn = arn })],
        };

    /// <summary>A key with one value is a text, one with several a list.</summary>
    static Dictionary<string, JsonElement> Context(IEnumerable<KeyValuePair<string, string[]>> keys) =>
        keys.ToDictionary(
            key => key.Key,
            key =>
                key.Value is [var single]
                    ? JsonSerializer.SerializeToElement(JsonValue.Create(single)!, ContextJson.Default.JsonNode)
                    : JsonSerializer.SerializeToElement(key.Value, ContextJson.Default.StringArray)
        );
}
