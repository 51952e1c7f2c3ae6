using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>Makes the record of a denied call: collects the policies of every layer with their texts.</summary>
sealed class CallRecording(Capture capture)
{
    readonly List<RecordedPolicy> policies = [];
    readonly Dictionary<(PolicyLayer, string, string), int> known = [];

    Caller Caller => capture.Caller;

    public static DeniedCall Record(Capture capture) => new CallRecording(capture).Record();

    DeniedCall Record()
    {
        var accesses = capture.Accesses.Select(Record).ToList();
        return new DeniedCall
        {
            Ids = capture.Ids,
            RequestId = capture.RequestId,
            Time = capture.Time,
            Service = capture.Service,
            Operation = capture.Operation,
            Region = capture.Region,
            Message = capture.Message,
            IsRefused = capture.IsRefused,
            IsRule = capture.IsRule,
            Caller = new()
            {
                Account = Caller.Account.Id,
                Organization = capture.Organization?.Id,
                Arn = Caller.Arn,
                Principal = RecordedPrincipal.Of(Caller.Principal),
                Identity = Caller.Identity?.Arn,
            },
            Policies = policies,
            Accesses = accesses,
        };
    }

    RecordedAccess Record(CapturedAccess captured)
    {
        var access = captured.Access;
        return new RecordedAccess
        {
            Id = captured.Id,
            Action = access.Action.ToString(),
            Resource = access.Resource.ToString(),
            Owner = captured.Owner.Id,
            OwnerOrganization = captured.OwnerOrganization?.Id,
            IsByCaller = access.IsByCaller,
            CallerIsAllowed = access.CallerIsAllowed,
            ResourcePolicyKind = access.ResourcePolicyKind,
            Context = captured.Context,
            ResourceKeys = captured.ResourceKeys,
            IdentityPolicies = Held(PolicyLayer.IdentityBasedPolicy, IdentityPolicies()),
            PermissionsBoundary = Caller.Identity is { PermissionsBoundary: { } boundary } identity
                ? Held(PolicyLayer.PermissionsBoundary, HeldPolicy.Managed(Caller.Account, [boundary], identity.Arn))
                : null,
            SessionPolicies = Held(PolicyLayer.SessionPolicy, SessionPolicies()),
            ResourcePolicy = access.ResourcePolicy is { } set ? [.. set.Select(policy => OfResource(access, policy)).OfType<int>()] : null,
            ServiceControlPolicies = Caller.External is null
                ? Levels(PolicyLayer.ServiceControlPolicy, capture.Organization, Caller.Account.Id)
                : null,
            ResourceControlPolicies = ResourceControl.Reaches(access.Action)
                ? Levels(PolicyLayer.ResourceControlPolicy, captured.OwnerOrganization, captured.Owner.Id)
                : null,
        };
    }

    IEnumerable<HeldPolicy>? IdentityPolicies() =>
        Caller.Identity is { } identity ? HeldPolicy.Of(Caller.Account, identity)
        : Caller.Session is { Kind: SessionKind.AssumedRoot } root ? HeldPolicy.Managed(Caller.Account, root.PolicyArns, Caller.Arn)
        : null;

    IEnumerable<HeldPolicy>? SessionPolicies()
    {
        if (Caller.Session is not { Kind: not SessionKind.AssumedRoot } session || (session.Policy is null && session.PolicyArns.IsEmpty))
            return null;
        var managed = HeldPolicy.Managed(Caller.Account, session.PolicyArns, Caller.Arn);
        return session.Policy is { } inline ? managed.Prepend(new HeldPolicy(inline.Compiled.Source, Caller.Arn, inline.Text)) : managed;
    }

    List<int>? Held(PolicyLayer layer, IEnumerable<HeldPolicy>? held) =>
        held
            ?.Select(policy =>
                Add(layer, policy.Source, policy.Holder, policy.Text, !policy.Source.PolicyId.StartsWith("arn:", StringComparison.Ordinal))
            )
            .ToList();

    int? OfResource(Access access, CompiledPolicy policy)
    {
        if (Accounts.WrittenPolicy.Find(policy) is not { } written)
            return null;
        var layer =
            access.ResourcePolicyKind == ResourcePolicyKind.RoleTrust ? PolicyLayer.RoleTrustPolicy : PolicyLayer.ResourceBasedPolicy;
        return Add(layer, policy.Source, access.Resource.ToString(), written.Document.Text, isInline: true, written);
    }

    List<RecordedLevel>? Levels(PolicyLayer layer, Organization? organization, AccountId accountId)
    {
        var type = layer == PolicyLayer.ServiceControlPolicy ? ControlPolicies.ServiceControl : ControlPolicies.ResourceControl;
        if (
            organization?.GuardrailsOf(accountId) is null
            || !organization.IsEnabled(type)
            || organization.Members.Find(accountId) is not { } member
        )
            return null;
        var levels = new List<RecordedLevel>();
        foreach (var target in organization.PathTo(member))
        {
            var arn = OrganizationArn.OfTarget(organization, target);
            var attached = new List<int>();
            if (ControlPolicies.IsFullAccessAttached(target, type))
            {
                var full = ControlPolicies.FullAccess(type);
                attached.Add(Add(layer, new PolicySource(full.Arn), arn, full.Content, isInline: false));
            }
            foreach (var id in target.Policies)
                if (organization.Policies.Find(id) is { } policy && policy.Type == type)
                    attached.Add(
                        Add(
                            layer,
                            new PolicySource(OrganizationArn.OfPolicy(organization, policy)),
                            arn,
                            policy.Content.Text,
                            isInline: false
                        )
                    );
            levels.Add(new RecordedLevel(target.Id, target.Name, arn, attached));
        }
        return levels;
    }

    /// <summary>The index of a policy. A control policy that is attached at several levels is recorded once.</summary>
    int Add(PolicyLayer layer, PolicySource source, string attachedTo, string text, bool isInline, Accounts.WrittenPolicy? written = null)
    {
        var key = (layer, source.PolicyId, isInline ? attachedTo : "");
        if (known.TryGetValue(key, out var index))
        {
            var policy = policies[index];
            if (!policy.AttachedTo.Contains(attachedTo))
                policies[index] = policy with { AttachedTo = [.. policy.AttachedTo, attachedTo] };
            return index;
        }
        policies.Add(
            new RecordedPolicy
            {
                Id = source.PolicyId,
                Type = source.Type,
                Layer = layer,
                AttachedTo = [attachedTo],
                IsInline = isInline,
                Text = text,
                TextHash = RecordedPolicy.HashOf(text),
                PrincipalIds = written?.PrincipalIds,
                IsDerived = written?.IsDerived ?? false,
            }
        );
        return known[key] = policies.Count - 1;
    }
}
