namespace Mantle.S3.Website;

/// <summary>
/// The website in a host name: <c>BUCKET.s3-website-REGION.…</c>, <c>BUCKET.s3-website.REGION.…</c> and <c>BUCKET.s3-website.localhost</c>
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html"/>).
/// </summary>
static class WebsiteHost
{
    const string Label = ".s3-website";

    /// <summary>The bucket; null where the name is not a website's.</summary>
    public static string? BucketOf(string host)
    {
        var at = host.LastIndexOf(Label, StringComparison.OrdinalIgnoreCase);
        return at > 0 && at + Label.Length < host.Length && host[at + Label.Length] is '.' or '-' ? host[..at] : null;
    }
}
