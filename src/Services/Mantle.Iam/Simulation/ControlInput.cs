using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Iam.Simulation;

/// <summary>Reads the service control policies of a request.</summary>
static class ControlInput
{
    /// <summary>
    /// The service control policies of the request, level by level from the root; null where it has none. They replace the organization's
    /// own.
    /// </summary>
    /// <exception cref="Wire.ApiException">InvalidInput: a level has no policy, a document is not a service control policy, or there are
    /// too many.</exception>
    public static List<List<SimulatedPolicy>>? Of(SimulateCustomPolicyRequest input)
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

    public static PolicyLevels Levels(List<List<SimulatedPolicy>> levels) =>
        PolicyLevels.Create([.. levels.Select(level => PolicySet.Create(level.Select(policy => policy.Compiled)))]);
}
