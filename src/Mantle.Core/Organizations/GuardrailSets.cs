using System.Collections.Concurrent;
using Mantle.Policy;

namespace Mantle.Core.Organizations;

/// <summary>
/// The compiled control policies of an organization. Accounts with the same policies share an entry: ten thousand accounts in one unit
/// have one.
/// </summary>
public sealed class GuardrailSets
{
    readonly ConcurrentDictionary<string, Guardrails> known = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, CompiledPolicy> compiled = new(StringComparer.Ordinal);

    public Guardrails For(Organization organization, IReadOnlyList<PolicyTarget> path)
    {
        var scp = organization.IsEnabled(ControlPolicies.ServiceControl);
        var rcp = organization.IsEnabled(ControlPolicies.ResourceControl);
        var key = $"{scp}{rcp}|{string.Join('|', path.Select(step => $"{step.LacksFullAccess}{string.Join(',', step.Policies)}"))}";
        return known.GetOrAdd(key, _ => Build(organization, path, scp, rcp));
    }

    Guardrails Build(Organization organization, IReadOnlyList<PolicyTarget> path, bool scp, bool rcp)
    {
        return new(scp ? Levels(ControlPolicies.ServiceControl) : null, rcp ? Levels(ControlPolicies.ResourceControl) : null);

        PolicyLevels Levels(string type) => [.. path.Select(step => PolicySet.Create(Attached(organization, step, type)))];
    }

    IEnumerable<CompiledPolicy> Attached(Organization organization, PolicyTarget target, string type)
    {
        if (ControlPolicies.IsFullAccessAttached(target, type))
            yield return ControlPolicies.FullAccess(type).Compiled;
        foreach (var id in target.Policies)
            if (organization.Policies.Find(id) is { } policy && policy.Type == type)
                yield return compiled.GetOrAdd(
                    id,
                    _ => policy.Content.Compiled.WithSource(new PolicySource(OrganizationArn.OfPolicy(organization, policy)))
                );
    }
}
