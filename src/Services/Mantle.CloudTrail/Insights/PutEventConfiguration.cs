using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Insights;

[Operation]
static class PutEventConfiguration
{
    public static Access Requires(PutEventConfigurationRequest r, Call c) =>
        InsightSource.Access(c, Actions.PutEventConfiguration, r.TrailName, r.EventDataStore);

    /// <summary>Refused: events have one size, and no keys that are configured.</summary>
    public static PutEventConfigurationResponse Execute(PutEventConfigurationRequest r, Change change)
    {
        _ = InsightSource.Trail(change.Call, r.TrailName, r.EventDataStore);
        throw Errors.UnsupportedOperationException("Event configurations are not supported.");
    }
}
