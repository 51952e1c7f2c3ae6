namespace Mantle.Policy.Tests.Differential;

/// <summary>
/// Rules that <see cref="NaiveEvaluator"/> can break on request. Engine and naive evaluator then differ exactly where an engine with that
/// mistake would differ from a correct one, which shows that the comparison finds the mistake.
/// </summary>
enum Rule
{
    None,
    ExplicitDenyWins,
    ActionsIgnoreCase,
    ResourcesRespectCase,
    NotActionNegates,
    NotResourceNegates,
    MissingKeyMakesNegatedOperatorsTrue,
    IfExistsIsTrueOnMissingKey,
    ForAllValuesIsTrueWithoutValues,
    ForAnyValueIsFalseWithoutValues,
    NegatedOperatorsAreNorOverValues,
    NegatedArnOperatorsNeedAnArn,
    UnknownNarrowsDeny,
    VariablesNeedVersion2012,
    VariableValuesAreLiteral,
    StarStaysInArnPart,
    BareIpv4IsSlash32,
    CidrPrefixCounts,
    NumbersCompareByValue,
    DatesCompareAsInstants,
    AccountPrincipalOnlyDelegates,
    RoleArnIsLimitedByBoundary,
    SessionArnIsNotLimitedBySession,
    FederatedUserNeedsSessionPolicy,
    CrossAccountNeedsBothSides,
    RootHasFullAccess,
    EveryScpLevelMustAllow,
    ServiceLinkedRolesAreExempt,
    FirstLevelThatDeniesIsTold,
    FirstLevelThatDoesNotAllowIsTold,
    FullAccessLevelStillDenies,
    FullAccessIsUnconditional,
    PolicyOfSeveralLevelsAllowsOnEach,
    RcpNeedsNoAllow,
    TrustPolicyIsRequired,
    BoundIdsDecide,
    NotPrincipalNeedsTheAccountToo,
    NotPrincipalDeniesThoseWithBoundary,
    EndpointPolicyMustAllow,
}
