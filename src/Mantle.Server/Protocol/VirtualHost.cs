namespace Mantle.Server.Protocol;

/// <summary>
/// The bucket that a host name gives: <c>BUCKET.s3.…</c> as AWS has it, and <c>BUCKET.localhost</c>, which clients make of an endpoint
/// at <c>localhost</c> (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html"/>).
/// </summary>
static class VirtualHost
{
    const string Localhost = ".localhost";

    /// <summary>The bucket; null where the path names it.</summary>
    public static string? BucketOf(string host)
    {
        // A bucket's own name may have dots, and even s3 between them.
        var service = Math.Max(host.LastIndexOf(".s3.", StringComparison.OrdinalIgnoreCase), host.LastIndexOf(".s3-", StringComparison.OrdinalIgnoreCase));
        if (service > 0)
            return host[..service];
        return host.EndsWith(Localhost, StringComparison.OrdinalIgnoreCase) && host[..^Localhost.Length] is { Length: > 0 } name && name is not ("s3" or "iam" or "sts")
            ? name
            : null;
    }
}
