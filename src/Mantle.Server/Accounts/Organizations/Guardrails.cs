using System.Collections.Immutable;
using Mantle.Policy;

namespace Mantle.Server.Accounts;

/// <summary>
/// The control policies of a member account: as they are attached, one set for each level from the root to the account, and as they
/// are enforced. A level default where the type is not enabled.
/// </summary>
sealed record Guardrails(
    ImmutableArray<PolicySet> ServiceControlLevels, ImmutableArray<PolicySet> ResourceControlLevels,
    ImmutableArray<PolicySet> ServiceControl, ImmutableArray<PolicySet> ResourceControl)
{
    /// <summary>
    /// The same decisions in fewer steps: what denies at any level is one set, which also allows everything; of the levels only those
    /// remain that do not allow everything.
    /// </summary>
    public static ImmutableArray<PolicySet> Folded(ImmutableArray<PolicySet> levels, Func<CompiledPolicy, bool> allowsAll)
    {
        if (levels.IsDefault)
            return levels;
        var open = levels.Where(level => level.Any(allowsAll)).ToList();
        if (open.Count == 0)
            return levels;
        var closed = levels.Where(level => !level.Any(allowsAll));
        var denying = open.SelectMany(level => level).Where(policy => !allowsAll(policy)).Distinct().ToList();
        // Nothing denies and everything is allowed: there is nothing to ask.
        return denying.Count == 0 ? [.. closed] : [PolicySet.Create([open[0].First(allowsAll), .. denying]), .. closed];
    }
}
