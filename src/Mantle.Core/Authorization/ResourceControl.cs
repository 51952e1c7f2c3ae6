using System.Collections.Frozen;
using Mantle.Core.Catalog;
using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>
/// The services that support resource control policies
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services"/>).
/// </summary>
public static class ResourceControl
{
    static readonly Lazy<FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>>> Services = new(() =>
        ServiceCatalog
            .Services.Where(service => service.HasResourceControlPolicies)
            .Select(service => service.Prefix)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>()
    );

    public static bool Reaches(ActionName action) => Services.Value.Contains(action.Service);
}
