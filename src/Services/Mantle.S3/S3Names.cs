namespace Mantle.S3;

/// <summary>Kinds of names that S3 keeps unique across accounts.</summary>
static class S3Names
{
    /// <summary>Names of buckets.</summary>
    public const string Bucket = "bucket";

    /// <summary>Aliases of access points.</summary>
    public const string AccessPoint = "access-point";
}
