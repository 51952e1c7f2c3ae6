using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Insights;

[Operation]
static class GetEventConfiguration
{
    public static Access Requires(GetEventConfigurationRequest r, Call c) =>
        InsightSource.Access(c, Actions.GetEventConfiguration, r.TrailName, r.EventDataStore);

    /// <summary>Every trail has the configuration that a new one has at AWS.</summary>
    public static GetEventConfigurationResponse Execute(GetEventConfigurationRequest r, Call c) =>
        new()
        {
            TrailARN = InsightSource.Trail(c, r.TrailName, r.EventDataStore).Arn,
            MaxEventSize = MaxEventSize.Standard,
            ContextKeySelectors = [],
            AggregationConfigurations = [],
        };
}
