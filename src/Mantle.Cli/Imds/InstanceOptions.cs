using System.Security.Cryptography;

namespace Mantle.Cli.Imds;

/// <summary>
/// What an instance says of itself, and its metadata options
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsRequest.html"/>).
/// </summary>
sealed record InstanceOptions
{
    /// <summary>The source address of its requests; null where every request is its.</summary>
    public string? Address { get; init; }

    public string InstanceId { get; init; } = $"i-{RandomNumberGenerator.GetHexString(17, lowercase: true)}";

    /// <summary>The name of its instance profile.</summary>
    public required string InstanceProfile { get; init; }

    /// <summary>Whether a session token is required (IMDSv2 only); AWS's default for new instances.</summary>
    public string HttpTokens { get; init; } = "required";

    /// <summary>How many network hops the answer with a session token survives, 1 to 64.</summary>
    public int HopLimit { get; init; } = 1;

    /// <summary>Its availability zone; the region's first one if it does not say.</summary>
    public string? AvailabilityZone { get; init; }

    public string InstanceType { get; init; } = "t3.micro";

    public string ImageId { get; init; } = "ami-00000000000000000";
}
