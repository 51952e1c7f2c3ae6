namespace Mantle.S3;

/// <summary>Kinds of S3's names that are unique across accounts.</summary>
static class S3Names
{
    /// <summary>Names of buckets.</summary>
    public const string Bucket = "bucket";

    /// <summary>Aliases of access points.</summary>
    public const string AccessPoint = "access-point";
}
