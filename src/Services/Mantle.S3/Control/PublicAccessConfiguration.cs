using Mantle.S3.Entities;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control;

/// <summary>Block Public Access settings in S3 Control's shape.</summary>
static class PublicAccessConfiguration
{
    /// <summary>A missing setting is off.</summary>
    public static PublicAccessBlock Of(PublicAccessBlockConfiguration wanted) =>
        new(
            wanted.BlockPublicAcls == true,
            wanted.IgnorePublicAcls == true,
            wanted.BlockPublicPolicy == true,
            wanted.RestrictPublicBuckets == true
        );

    public static PublicAccessBlockConfiguration Shape(PublicAccessBlock block) =>
        new()
        {
            BlockPublicAcls = block.BlockPublicAcls,
            IgnorePublicAcls = block.IgnorePublicAcls,
            BlockPublicPolicy = block.BlockPublicPolicy,
            RestrictPublicBuckets = block.RestrictPublicBuckets,
        };
}
