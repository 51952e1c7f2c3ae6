using System.Text.RegularExpressions;
using Mantle.Wire.S3;

namespace Mantle.S3.Buckets;

/// <summary>The region of a new bucket. One endpoint stands for all regions; the signature says which one was meant.</summary>
static partial class BucketRegion
{
    /// <summary>The region that has no location constraint.</summary>
    public const string Oldest = "us-east-1";

    public static string Of(string? constraint, string endpoint)
    {
        if (string.IsNullOrEmpty(constraint))
            return endpoint == Oldest ? Oldest : throw Incompatible("unspecified");
        if (constraint == Oldest || (constraint != "EU" && !Region().IsMatch(constraint)))
            throw Errors.InvalidLocationConstraint().With(("LocationConstraint", constraint));
        var region = constraint == "EU" ? "eu-west-1" : constraint;
        return endpoint == Oldest || endpoint == region ? region : throw Incompatible(constraint);
    }

    /// <summary>What a region looks like; AWS opens new ones more often than this is built.</summary>
    [GeneratedRegex("^[a-z]{2,4}(-[a-z]{2,12}){1,2}-[1-9]$")]
    private static partial Regex Region();

    /// <summary>The constraint as it is told: null for the oldest region.</summary>
    public static string? Constraint(string region) => region == Oldest ? null : region;

    static Wire.ApiException Incompatible(string constraint) => Errors.IllegalLocationConstraintException(
        $"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to.");
}
