using Mantle.CloudTrail.Trails;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Tags;

/// <summary>The trail whose tags a request is about. Its ARN names it, not its name.</summary>
static class TaggedTrail
{
    /// <exception cref="Wire.ApiException">CloudTrailARNInvalidException, ResourceTypeNotSupportedException.</exception>
    public static TrailReference Of(Call c, string resourceId)
    {
        if (!Arn.TryParse(resourceId, out var arn) || arn.Service is not "cloudtrail")
            throw Errors.CloudTrailARNInvalidException("You must specify an ARN that the caller account can access.");
        return arn.Resource.StartsWith("trail/")
            ? TrailReference.Of(c, resourceId)
            : throw Errors.ResourceNotFoundException($"Resource {resourceId} does not exist.");
    }

    /// <summary>The trail that the request names.</summary>
    /// <exception cref="Wire.ApiException">ResourceNotFoundException.</exception>
    public static Entities.Trail Existing(Call c, string resourceId) =>
        Of(c, resourceId).Found ?? throw Errors.ResourceNotFoundException($"Trail {resourceId} does not exist.");
}
