using Mantle.CloudTrail.Lake;
using Mantle.CloudTrail.Trails;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Insights;

/// <summary>The trail or event data store that a request names.</summary>
static class InsightSource
{
    public static Access Access(Call c, ActionName action, string? trailName, string? store)
    {
        if ((trailName is null) == (store is null))
            throw Errors.InvalidParameterCombinationException("You must specify either TrailName or EventDataStore.");
        return trailName is null ? LakeResource.Access(c, action, "eventdatastore", store) : TrailReference.Of(c, trailName).Access(action);
    }

    /// <summary>The trail that the request names.</summary>
    /// <exception cref="Wire.ApiException">It does not exist, or the request names an event data store.</exception>
    public static (Entities.Trail Trail, string Arn) Trail(Call c, string? trailName, string? store)
    {
        if (trailName is null)
            throw LakeResource.NoStore(store);
        var named = TrailReference.Of(c, trailName);
        return (named.Existing(c), named.Arn);
    }
}
