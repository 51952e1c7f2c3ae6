using Mantle.Core.Accounts;
using Mantle.Core.Organizations;
using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicySourceType = Mantle.Policy.PolicySourceType;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Iam.Simulation;

/// <summary>Checks the inputs of a simulation, then decides each action on each resource with the engine that decides real calls.</summary>
sealed class Simulation
{
    /// <summary>The number of decisions after which a page ends early.</summary>
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
    readonly AccountId resourceOwner;
    readonly PolicyLevels? guardrails;
    readonly bool inOrganization;
    readonly IReadOnlyList<string> missing;
    readonly StatementSources sources = new();

    /// <param name="input">The request.</param>
    /// <param name="account">The account that simulates.</param>
    /// <param name="holder">The user, group or role whose policies take part; null where only the request's do.</param>
    /// <param name="organization">The organization whose service control policies take part; null where there is none.</param>
    /// <param name="exclusions">The policies of the holder that take no part.</param>
    /// <exception cref="Wire.ApiException">InvalidInput: the inputs contradict each other.</exception>
    public Simulation(
        SimulateCustomPolicyRequest input,
        Account account,
        Identity? holder,
        Organization? organization,
        Exclusions exclusions
    )
    {
        this.input = input;
        var controls = ControlInput.Of(input);
        guardrails = controls is not null
            ? ControlInput.Levels(controls)
            : exclusions.Of(organization?.GuardrailsOf(account.Id)?.ServiceControl);
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
        boundary = BoundaryInput.Of(input, account, holder, exclusions);
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
            sources.Add(policy);
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
    /// A role's trust policy is its resource policy: it has no Resource element, and the role cannot be assumed without it.
    /// </summary>
    bool IsTrustPolicy =>
        actions.All(action => action.Service.SequenceEqual("sts") && action.Name.StartsWith("Assume", StringComparison.OrdinalIgnoreCase));

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
        var decision = SimulatedDecision.Combined(decided, isScenario);
        var isSpecific = resources is not ["*"];
        return new EvaluationResult
        {
            EvalActionName = action.ToString(),
            EvalResourceName = resources is [var only] ? only : ResourceInput.Template(action, resources[0]),
            EvalDecision = SimulatedDecision.Name(decision),
            MatchedStatements = [.. decided.Where(d => d.Explanation.Decision.Outcome == decision).SelectMany(sources.Matched).Distinct()],
            MissingContextValues = isSpecific ? [] : missing,
            EvalDecisionDetails =
                decided.Select(one => one.Details()).FirstOrDefault(details => details is not null)
                ?? (isSpecific ? new Dictionary<string, string>() : null),
            PermissionsBoundaryDecisionDetail = boundary is null
                ? null
                : new()
                {
                    AllowedByPermissionsBoundary = isScenario
                        ? decided.TrueForAll(one => one.IsWithinBoundary)
                        : decided.Exists(one => one.IsWithinBoundary),
                },
            OrganizationsDecisionDetail = inOrganization
                ? new()
                {
                    AllowedByOrganizations = isScenario
                        ? decided.TrueForAll(one => one.IsAllowedByOrganization)
                        : decided.Exists(one => one.IsAllowedByOrganization),
                }
                : null,
            ResourceSpecificResults = isSpecific ? [.. decided.Select(Specific)] : null,
        };
    }

    ResourceSpecificResult Specific(SimulatedDecision decided) =>
        new()
        {
            EvalResourceName = decided.Resource,
            EvalResourceDecision = SimulatedDecision.Name(decided.Explanation.Decision.Outcome),
            MatchedStatements = [.. sources.Matched(decided)],
            MissingContextValues = missing,
            EvalDecisionDetails = decided.Details(),
            PermissionsBoundaryDecisionDetail = boundary is null ? null : new() { AllowedByPermissionsBoundary = decided.IsWithinBoundary },
        };

    SimulatedDecision Decide(ActionName action, string resource)
    {
        // Without a resource policy only the caller's side can be decided.
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

    /// <summary>The account in the ARN; <c>ResourceOwner</c> counts for resources whose ARN has none, such as buckets.</summary>
    AccountId OwnerOf(string resource) =>
        Arn.TryParse(resource, out var arn) && arn.TryGetAccount(out var account) ? account : resourceOwner;
}
