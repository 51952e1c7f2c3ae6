using Mantle.Core.Accounts;
using Mantle.Core.Organizations;
using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicySourceType = Mantle.Policy.PolicySourceType;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Iam.Simulation;

/// <summary>
/// One simulation: its inputs checked, then each action decided on each resource by the engine that decides real calls.
/// </summary>
sealed class Simulation
{
    /// <summary>A page ends early after so many decisions.</summary>
    const int DecisionsPerPage = 10_000;

    readonly SimulateCustomPolicyRequest input;
    readonly IReadOnlyList<ActionName> actions;
    readonly IReadOnlyList<string> resources;
    readonly bool isScenario;
    readonly SimulatedCaller caller;
    readonly SimulatedPolicy? boundary,
        resourcePolicy;
    readonly PolicySet identitySet;
    readonly PolicySet? boundarySet,
        resourceSet;
    readonly string resourceOwner;
    readonly PolicyLevels? guardrails;
    readonly bool inOrganization;
    readonly IReadOnlyList<string> missing;
    readonly Dictionary<PolicySource, SimulatedPolicy> bySource = new(ReferenceEqualityComparer.Instance);

    /// <param name="input">The request.</param>
    /// <param name="account">The account it is made in.</param>
    /// <param name="holder">The user, group or role whose policies take part; null where only those of the request do.</param>
    /// <param name="organization">The organization whose service control policies take part; null where none does.</param>
    /// <param name="exclusions">Which of the policies that the holder has take no part.</param>
    /// <exception cref="Wire.ApiException">InvalidInput: the request makes no sense.</exception>
    public Simulation(
        SimulateCustomPolicyRequest input,
        Account account,
        Identity? holder,
        Organization? organization,
        Exclusions exclusions
    )
    {
        this.input = input;
        var controls = ControlInputs();
        guardrails = controls is not null ? Levels(controls) : exclusions.Of(organization?.GuardrailsOf(account.Id)?.ServiceControl);
        inOrganization = controls is not null || organization is not null;
        actions = ResourceInput.Actions(input.ActionNames);
        resources = ResourceInput.Resources(input.ResourceArns);
        isScenario = ResourceInput.IsScenario(input.ResourceHandlingOption, actions);
        SimulatedPolicy[] policies =
        [
            .. holder is null ? [] : SimulatedPolicy.Of(account, holder, exclusions),
            .. SimulatedPolicy.Inputs(input.PolicyInputList),
        ];
        if (policies.Length > PolicySet.MaxPolicies)
            throw Errors.InvalidInput($"PolicyInputList: a simulation takes at most {PolicySet.MaxPolicies} policies.");
        boundary = Boundary(account, holder, exclusions);
        resourcePolicy = input.ResourcePolicy is { } text
            ? SimulatedPolicy.Input(
                text,
                IsTrustPolicy ? PolicyType.Trust : PolicyType.Resource,
                new PolicySource("ResourcePolicy", PolicySourceType.Resource)
            )
            : null;
        caller = SimulatedCaller.Of(input.CallerArn, holder, account, needsUser: resourcePolicy is not null);
        resourceOwner = ResourceInput.Owner(input.ResourceOwner) ?? caller.AccountId;
        ContextInput.AddTo(caller.Context, input.ContextEntries ?? []);

        SimulatedPolicy[] all = [.. policies, .. new[] { boundary, resourcePolicy }.OfType<SimulatedPolicy>()];
        foreach (var policy in all)
            bySource.Add(policy.Compiled.Source, policy);
        missing =
        [
            .. SimulatedPolicy
                .ContextKeys(all.Concat((controls ?? []).SelectMany(level => level)))
                .Where(key => !caller.Context.TryGetValues(new ContextKey(key), out _)),
        ];
        identitySet = PolicySet.Create(policies.Select(policy => policy.Compiled));
        boundarySet = boundary is null ? null : [boundary.Compiled];
        resourceSet = resourcePolicy is null ? null : [resourcePolicy.Compiled];
    }

    /// <summary>
    /// The service control policies of the request, level by level from the root; null where it has none. They take the place of the
    /// organization's own.
    /// </summary>
    /// <exception cref="Wire.ApiException">InvalidInput: a level without a policy, a policy that is none, or too many.</exception>
    List<List<SimulatedPolicy>>? ControlInputs()
    {
        if (input.OrderedOrganizationPolicyInputList is not { Count: > 0 } list)
            return null;
        if (
            list.Count > PolicyLevels.MaxLevels
            || list.Sum(level => level.ServiceControlPolicyInputList?.Count ?? 0) > PolicySet.MaxPolicies
        )
            throw Errors.InvalidInput("OrderedOrganizationPolicyInputList has too many levels or policies.");
        var levels = new List<List<SimulatedPolicy>>();
        foreach (var level in list)
        {
            if (level.ServiceControlPolicyInputList is not { Count: > 0 } texts)
                throw Errors.InvalidInput("OrderedOrganizationPolicyInputList: every level needs a service control policy.");
            var name = string.Create(CultureInfo.InvariantCulture, $"OrderedOrganizationPolicyInputList.{levels.Count + 1}");
            levels.Add([
                .. texts.Select(
                    (text, i) =>
                        SimulatedPolicy.Input(
                            text,
                            PolicyType.ServiceControl,
                            new PolicySource(string.Create(CultureInfo.InvariantCulture, $"{name}.{i + 1}"))
                        )
                ),
            ]);
        }
        return levels;
    }

    static PolicyLevels Levels(List<List<SimulatedPolicy>> levels) =>
        PolicyLevels.Create([.. levels.Select(level => PolicySet.Create(level.Select(policy => policy.Compiled)))]);

    /// <summary>A trust policy is the resource policy of a role: without resources, and always required.</summary>
    bool IsTrustPolicy =>
        actions.All(action => action.Service.SequenceEqual("sts") && action.Name.StartsWith("Assume", StringComparison.OrdinalIgnoreCase));

    /// <summary>The boundary of the request, else that of the user or role.</summary>
    SimulatedPolicy? Boundary(Account account, Identity? holder, Exclusions exclusions)
    {
        switch (input.PermissionsBoundaryPolicyInputList ?? [])
        {
            case []:
                return holder is ActingIdentity { PermissionsBoundary: { } arn } && !exclusions.HasBoundary(arn)
                    ? SimulatedPolicy.Managed(account, arn)
                    : null;
            case [var text]:
                return SimulatedPolicy.Input(
                    text,
                    PolicyType.PermissionsBoundary,
                    new PolicySource("PermissionsBoundaryPolicyInputList.1")
                );
            default:
                throw Errors.InvalidInput("The list of Permissions Boundary policies cannot exceed 1 items.");
        }
    }

    /// <summary>A page of the results, one for each action.</summary>
    public SimulatePolicyResponse Run()
    {
        var start = Start();
        var limit = Math.Min(input.MaxItems ?? 100, Math.Max(1, DecisionsPerPage / resources.Count));
        var page = Page.Take(Enumerable.Range(start, actions.Count - start), limit, place => place.ToString(CultureInfo.InvariantCulture));
        return new SimulatePolicyResponse
        {
            EvaluationResults = [.. page.Items.Select(place => Result(actions[place]))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    int Start()
    {
        if (Page.Start(input.Marker) is not { } last)
            return 0;
        return int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < actions.Count - 1
            ? place + 1
            : throw Errors.ValidationError($"Invalid Marker: {input.Marker}");
    }

    EvaluationResult Result(ActionName action)
    {
        var decided = resources.Select(resource => Decide(action, resource)).ToList();
        var decision = Combined(decided);
        var isSpecific = resources is not ["*"];
        return new EvaluationResult
        {
            EvalActionName = action.ToString(),
            EvalResourceName = resources is [var only] ? only : ResourceInput.Template(action, resources[0]),
            EvalDecision = Name(decision),
            MatchedStatements = [.. decided.Where(d => d.Explanation.Decision.Outcome == decision).SelectMany(Matched).Distinct()],
            MissingContextValues = isSpecific ? [] : missing,
            EvalDecisionDetails =
                decided.Select(Details).FirstOrDefault(details => details is not null)
                ?? (isSpecific ? new Dictionary<string, string>() : null),
            PermissionsBoundaryDecisionDetail = boundary is null
                ? null
                : new()
                {
                    AllowedByPermissionsBoundary = isScenario ? decided.TrueForAll(IsWithinBoundary) : decided.Exists(IsWithinBoundary),
                },
            OrganizationsDecisionDetail = inOrganization
                ? new()
                {
                    AllowedByOrganizations = isScenario
                        ? decided.TrueForAll(IsAllowedByOrganization)
                        : decided.Exists(IsAllowedByOrganization),
                }
                : null,
            ResourceSpecificResults = isSpecific ? [.. decided.Select(Specific)] : null,
        };
    }

    /// <summary>
    /// The decision on all resources. Several resources are alternatives, of which an allowed one suffices, as recorded answers have
    /// it; those of a scenario are needed all.
    /// </summary>
    DecisionOutcome Combined(List<Decided> decided)
    {
        var outcomes = decided.Select(d => d.Explanation.Decision.Outcome).ToHashSet();
        if (outcomes.Contains(DecisionOutcome.ExplicitDeny))
            return DecisionOutcome.ExplicitDeny;
        return outcomes.Contains(DecisionOutcome.Allowed) && !(isScenario && outcomes.Contains(DecisionOutcome.ImplicitDeny))
            ? DecisionOutcome.Allowed
            : DecisionOutcome.ImplicitDeny;
    }

    ResourceSpecificResult Specific(Decided decided) =>
        new()
        {
            EvalResourceName = decided.Resource,
            EvalResourceDecision = Name(decided.Explanation.Decision.Outcome),
            MatchedStatements = [.. Matched(decided)],
            MissingContextValues = missing,
            EvalDecisionDetails = Details(decided),
            PermissionsBoundaryDecisionDetail = boundary is null
                ? null
                : new() { AllowedByPermissionsBoundary = IsWithinBoundary(decided) },
        };

    Decided Decide(ActionName action, string resource)
    {
        // Without its policy nothing is known of the resource's side, so only the caller's is asked.
        var owner = resourcePolicy is null ? caller.AccountId : OwnerOf(resource);
        return new(
            resource,
            owner != caller.AccountId,
            PolicyEvaluator.Explain(
                new EvaluationRequest
                {
                    Principal = caller.Principal,
                    Action = action,
                    Resource = resource,
                    ResourceAccountId = owner,
                    Context = caller.Context,
                    ServiceControlPolicies = guardrails,
                    IdentityPolicies = identitySet,
                    PermissionsBoundary = boundarySet,
                    ResourcePolicy = resourceSet,
                    ResourcePolicyKind =
                        resourcePolicy is null ? ResourcePolicyKind.Ordinary
                        : IsTrustPolicy ? ResourcePolicyKind.RoleTrust
                        : action.Service.SequenceEqual("kms") ? ResourcePolicyKind.KmsKey
                        : ResourcePolicyKind.Ordinary,
                }
            )
        );
    }

    /// <summary>The account in the ARN; <c>ResourceOwner</c> speaks for resources whose ARN has none, such as buckets.</summary>
    string OwnerOf(string resource) =>
        Arn.TryParse(resource, out var arn) && AccountId.IsValid(arn.AccountId) ? arn.AccountId.ToString() : resourceOwner;

    /// <summary>The statements that determine the result: of a layer that denies those that deny, else those that allow.</summary>
    IEnumerable<Statement> Matched(Decided decided)
    {
        var denying = decided
            .Explanation.Layers.Where(layer => layer.Outcome == DecisionOutcome.ExplicitDeny)
            .Select(layer => layer.Layer)
            .ToHashSet();
        return decided
            .Explanation.MatchedStatements.Where(statement => (statement.Effect == Effect.Deny) == denying.Contains(statement.Layer))
            // What the organization's policies say is told as a whole, not by their statements.
            .Where(statement => statement.Layer != PolicyLayer.ServiceControlPolicy)
            .Select(ToStatement);
    }

    /// <summary>AWS sends these two types, not the ones that its model lists.</summary>
    Statement ToStatement(MatchedStatement matched) =>
        new()
        {
            SourcePolicyId = matched.Policy.PolicyId,
            SourcePolicyType = matched.Policy.Type == PolicySourceType.Resource ? ResourcePolicyType : IamPolicyType,
            StartPosition = At(bySource[matched.Policy].StartOf(matched.StatementIndex)),
            EndPosition = At(matched.Span.End),
        };

    const string IamPolicyType = "IAM Policy",
        ResourcePolicyType = "Resource Policy";

    static Position At(SourcePosition position) => new() { Line = position.Line, Column = position.Column };

    /// <summary>What each side said, where caller and resource belong to different accounts.</summary>
    static Dictionary<string, string>? Details(Decided decided) =>
        !decided.IsCrossAccount
            ? null
            : new()
            {
                [IamPolicyType] = Name(OutcomeOf(decided, PolicyLayer.IdentityBasedPolicy)),
                [ResourcePolicyType] = Name(OutcomeOf(decided, PolicyLayer.ResourceBasedPolicy, PolicyLayer.RoleTrustPolicy)),
            };

    static bool IsWithinBoundary(Decided decided) => OutcomeOf(decided, PolicyLayer.PermissionsBoundary) == DecisionOutcome.Allowed;

    /// <summary>Whether every level allows it; without service control policies nothing stands against it.</summary>
    static bool IsAllowedByOrganization(Decided decided) =>
        decided
            .Explanation.Layers.Where(layer => layer.Layer == PolicyLayer.ServiceControlPolicy)
            .All(layer => layer.Outcome == DecisionOutcome.Allowed);

    static DecisionOutcome OutcomeOf(Decided decided, params PolicyLayer[] layers) =>
        decided.Explanation.Layers.FirstOrDefault(layer => layers.Contains(layer.Layer))?.Outcome ?? DecisionOutcome.ImplicitDeny;

    static string Name(DecisionOutcome outcome) =>
        outcome switch
        {
            DecisionOutcome.Allowed => PolicyEvaluationDecisionType.Allowed,
            DecisionOutcome.ExplicitDeny => PolicyEvaluationDecisionType.ExplicitDeny,
            _ => PolicyEvaluationDecisionType.ImplicitDeny,
        };

    sealed record Decided(string Resource, bool IsCrossAccount, DecisionExplanation Explanation);
}
