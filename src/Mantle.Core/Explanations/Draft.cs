using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>The policies of a denied call as they are changed until the call would be allowed.</summary>
sealed class Draft
{
    static readonly CompiledPolicy Everything = CompiledPolicy.Compile(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""",
        "access point"
    );

    readonly DeniedCall call;
    readonly Principal principal;
    readonly Dictionary<(PolicyLayer Layer, string AttachedTo), DraftPolicy> added = [];

    public Draft(DeniedCall call)
    {
        this.call = call;
        principal = call.Caller.Principal.ToPrincipal();
        Recorded = [.. call.Policies.Select(DraftPolicy.Of)];
    }

    /// <summary>The recorded policies, by their indexes.</summary>
    public IReadOnlyList<DraftPolicy> Recorded { get; }

    /// <summary>Every policy that was changed, and every new one.</summary>
    public IEnumerable<DraftPolicy> Changed => Recorded.Concat(added.Values).Where(policy => policy.IsChanged);

    /// <summary>The new policy of a layer of an access. It is made at the first call.</summary>
    public DraftPolicy New(RecordedAccess access, PolicyLayer layer, string name, string attachedTo)
    {
        var key = (layer, IsOfResource(layer) ? access.Resource : attachedTo);
        if (!added.TryGetValue(key, out var policy))
            added[key] = policy = DraftPolicy.New(
                new RecordedPolicy
                {
                    Id = name,
                    Layer = layer,
                    AttachedTo = [attachedTo],
                    IsInline = true,
                }
            );
        return policy;
    }

    /// <summary>
    /// The policies of a layer of an access, level after level, by the index that the engine gives them. Null stands for a policy that is
    /// not the caller's.
    /// </summary>
    public List<DraftPolicy?> Of(RecordedAccess access, PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.ServiceControlPolicy => [.. Present((access.ServiceControlPolicies ?? []).SelectMany(level => level.Policies))],
            PolicyLayer.ResourceControlPolicy => [.. Present((access.ResourceControlPolicies ?? []).SelectMany(level => level.Policies))],
            _ =>
            [
                .. access.CallerIsAllowed && !IsOfResource(layer) ? [null] : Array.Empty<DraftPolicy?>(),
                .. Present(ListOf(access, layer) ?? []),
                .. New(access, layer) is { Compiled: not null } policy ? [policy] : Array.Empty<DraftPolicy?>(),
            ],
        };

    /// <summary>The access with the policies as they are now, for the engine.</summary>
    public EvaluationRequest RequestFor(RecordedAccess access)
    {
        var context = new DictionaryRequestContext();
        foreach (var (key, values) in access.Context)
            context.Add(key, values);
        var resourceLayer = LayerOfResource(access);
        return new EvaluationRequest
        {
            Principal = principal,
            Action = ActionName.Parse(access.Action),
            Resource = access.Resource,
            ResourceAccountId = access.IsByCaller ? call.Caller.Account : access.Owner,
            Context = context,
            IdentityPolicies = SetOf(access, PolicyLayer.IdentityBasedPolicy),
            PermissionsBoundary = SetOf(access, PolicyLayer.PermissionsBoundary),
            SessionPolicies = SetOf(access, PolicyLayer.SessionPolicy),
            ResourcePolicy = SetOf(access, resourceLayer),
            ResourcePolicyKind = access.ResourcePolicyKind,
            ServiceControlPolicies = LevelsOf(access.ServiceControlPolicies),
            ResourceControlPolicies = LevelsOf(access.ResourceControlPolicies),
        };
    }

    public static PolicyLayer LayerOfResource(RecordedAccess access) =>
        access.ResourcePolicyKind == ResourcePolicyKind.RoleTrust ? PolicyLayer.RoleTrustPolicy : PolicyLayer.ResourceBasedPolicy;

    public static bool IsOfResource(PolicyLayer layer) => layer is PolicyLayer.RoleTrustPolicy or PolicyLayer.ResourceBasedPolicy;

    PolicySet? SetOf(RecordedAccess access, PolicyLayer layer) =>
        ListOf(access, layer) is null && New(access, layer)?.Compiled is null
            ? null
            : PolicySet.Create(Of(access, layer).Select(policy => policy?.Compiled ?? Everything));

    PolicyLevels? LevelsOf(IReadOnlyList<RecordedLevel>? levels) =>
        levels is null
            ? null
            : PolicyLevels.Create(levels.Select(level => PolicySet.Create(Present(level.Policies).Select(policy => policy.Compiled!))));

    static IReadOnlyList<int>? ListOf(RecordedAccess access, PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.IdentityBasedPolicy => access.IdentityPolicies,
            PolicyLayer.PermissionsBoundary => access.PermissionsBoundary,
            PolicyLayer.SessionPolicy => access.SessionPolicies,
            _ when IsOfResource(layer) => access.ResourcePolicy,
            _ => null,
        };

    DraftPolicy? New(RecordedAccess access, PolicyLayer layer) =>
        IsOfResource(layer) && access.IsByCaller
            ? null
            : added
                .Where(entry => entry.Key.Layer == layer && (!IsOfResource(layer) || entry.Key.AttachedTo == access.Resource))
                .Select(entry => entry.Value)
                .FirstOrDefault();

    IEnumerable<DraftPolicy> Present(IEnumerable<int> indexes) =>
        indexes.Select(index => Recorded[index]).Where(policy => policy.Compiled is not null);
}
