using System.Text.RegularExpressions;
using Mantle.Wire.S3;

namespace Mantle.S3.Buckets;

/// <summary>The region of a new bucket. One endpoint stands for all regions; the signature says which one was meant.</summary>
static partial class BucketRegion
{
    /// <summary>The region that has no location constraint.</summary>
    public const string Oldest = "us-east-1";

    /// <summary>The constraint of the first buckets in Ireland, which is told as it was given.</summary>
    public const string Europe = "EU";

    /// <summary>Refuses a signature for what is no region, and names one, so that clients sign again.</summary>
    public static void CheckScope(string region)
    {
        if (!Region().IsMatch(region))
            throw Errors
                .AuthorizationHeaderMalformed(
                    $"The authorization header is malformed; the region '{region}' is wrong; expecting '{Oldest}'"
                )
                .With(("Region", Oldest));
    }

    public static string Of(string? constraint, string endpoint)
    {
        if (string.IsNullOrEmpty(constraint))
            return endpoint == Oldest ? Oldest : throw Incompatible("unspecified");
        if (constraint == Oldest && endpoint != Oldest)
            throw Incompatible(constraint);
        if (constraint == Oldest || (constraint != Europe && !Region().IsMatch(constraint)))
            throw Errors.InvalidLocationConstraint().With(("LocationConstraint", constraint));
        var region = constraint == Europe ? "eu-west-1" : constraint;
        return endpoint == Oldest || endpoint == region ? region : throw Incompatible(constraint);
    }

    /// <summary>What a region looks like; AWS opens new ones more often than this is built.</summary>
    [GeneratedRegex("^[a-z]{2,4}(-[a-z]{2,12}){1,2}-[1-9]$")]
    private static partial Regex Region();

    /// <summary>The constraint as it is told: null for the oldest region.</summary>
    public static string? Constraint(string region) => region == Oldest ? null : region;

    static Wire.ApiException Incompatible(string constraint) =>
        Errors.IllegalLocationConstraintException(
            $"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."
        );
}
