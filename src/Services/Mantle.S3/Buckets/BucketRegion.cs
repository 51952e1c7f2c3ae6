using Mantle.Core.Naming;
using Mantle.Wire.S3;

namespace Mantle.S3.Buckets;

/// <summary>The Region of a new bucket. One endpoint serves all Regions; the signature's scope tells which one the client meant.</summary>
static class BucketRegion
{
    /// <summary>us-east-1, which has no location constraint.</summary>
    public const string Oldest = "us-east-1";

    /// <summary>The old location constraint of eu-west-1, which answers repeat as it was given.</summary>
    public const string Europe = "EU";

    public static string Of(string? constraint, string endpoint)
    {
        if (string.IsNullOrEmpty(constraint))
            return endpoint == Oldest ? Oldest : throw Incompatible("unspecified");
        if (constraint == Oldest && endpoint != Oldest)
            throw Incompatible(constraint);
        if (constraint == Oldest || (constraint != Europe && !RegionName.Is(constraint)))
            throw Errors.InvalidLocationConstraint().With(("LocationConstraint", constraint));
        var region = constraint == Europe ? "eu-west-1" : constraint;
        return endpoint == Oldest || endpoint == region ? region : throw Incompatible(constraint);
    }

    /// <summary>The location constraint for answers: null for us-east-1.</summary>
    public static string? Constraint(string region) => region == Oldest ? null : region;

    static Wire.ApiException Incompatible(string constraint) =>
        Errors.IllegalLocationConstraintException(
            $"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."
        );
}
