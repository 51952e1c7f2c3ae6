namespace Mantle.S3.Policies;

/// <summary>The resource that a policy belongs to, and the resources that it can name.</summary>
/// <param name="Arn">ARN of the bucket or access point.</param>
/// <param name="Separator">The text between the ARN and an object's key.</param>
/// <param name="Type">The resource type of the bucket or access point.</param>
/// <param name="ObjectType">The resource type of its objects.</param>
sealed record PolicyResource(string Arn, string Separator, string Type, string ObjectType)
{
    public static PolicyResource Bucket(string name) => new($"arn:aws:s3:::{name}", "/", "bucket", "object");

    public static PolicyResource AccessPoint(string arn) => new(arn, "/object/", "accesspoint", "accesspointobject");

    /// <summary>Whether a policy's resource is the bucket, its objects or both; nothing where it belongs to another bucket.</summary>
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
