namespace Mantle.S3.Policies;

/// <summary>What a policy is for, and what its resources can be.</summary>
/// <param name="Arn">ARN of the bucket or access point.</param>
/// <param name="Separator">What stands between the ARN and an object's key.</param>
/// <param name="Type">The resource type of the bucket or access point.</param>
/// <param name="ObjectType">The resource type of its objects.</param>
sealed record PolicyResource(string Arn, string Separator, string Type, string ObjectType)
{
    public static PolicyResource Bucket(string name) => new($"arn:aws:s3:::{name}", "/", "bucket", "object");

    public static PolicyResource AccessPoint(string arn) => new(arn, "/object/", "accesspoint", "accesspointobject");

    /// <summary>What a resource of a policy can be: the bucket, its objects or both; nothing where it is another's.</summary>
    public IEnumerable<string> Types(string resource)
    {
        if (resource == "*" || Pattern.Matches(resource, Arn))
            yield return Type;
        var key = resource.IndexOf(Separator, StringComparison.Ordinal);
        if (
            key >= 0
                ? Pattern.Matches(resource.AsSpan(0, key), Arn)
                : resource == "*" || (resource.EndsWith('*') && Pattern.Matches(resource, Arn + Separator))
        )
            yield return ObjectType;
    }
}
