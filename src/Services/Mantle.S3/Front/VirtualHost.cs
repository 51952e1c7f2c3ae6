namespace Mantle.S3.Front;

/// <summary>
/// The bucket that a host name gives: <c>BUCKET.s3.…</c> as AWS has it, and <c>BUCKET.localhost</c>, which clients make of an endpoint
/// at <c>localhost</c> (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html"/>). An access point stands
/// there as <c>NAME-ACCOUNT.s3-accesspoint.REGION.…</c> or <c>NAME-ACCOUNT.localhost</c>.
/// </summary>
static class VirtualHost
{
    const string Localhost = ".localhost",
        AccessPoint = ".s3-accesspoint";

    const int AccountLength = AccountId.Length;

    /// <summary>The bucket, in lower case: no case tells two hosts apart. Null where the path names it.</summary>
    public static string? BucketOf(string host)
    {
        // A bucket's own name may have dots, and even s3 between them.
        var service = Math.Max(
            host.LastIndexOf(".s3.", StringComparison.OrdinalIgnoreCase),
            host.LastIndexOf(".s3-", StringComparison.OrdinalIgnoreCase)
        );
        if (service > 0)
            return host[..service].ToLowerInvariant();
        return
            host.EndsWith(Localhost, StringComparison.OrdinalIgnoreCase)
            && host[..^Localhost.Length] is { Length: > 0 } name
            && name is not ("s3" or "iam" or "sts")
            ? name.ToLowerInvariant()
            : null;
    }

    /// <summary>
    /// The access point that a host name gives or may give, and whether it can be nothing else; null where there is none.
    /// </summary>
    public static (string Name, string AccountId, bool IsCertain)? AccessPointOf(string host)
    {
        var service = host.LastIndexOf(AccessPoint, StringComparison.OrdinalIgnoreCase);
        var label =
            service > 0 ? host[..service]
            : host.EndsWith(Localhost, StringComparison.OrdinalIgnoreCase) ? host[..^Localhost.Length]
            : "";
        return
            label.Length > AccountLength + 1
            && label[^(AccountLength + 1)] == '-'
            && AccountId.IsValid(label.AsSpan(label.Length - AccountLength))
            ? (label[..^(AccountLength + 1)], label[^AccountLength..], service > 0)
            : null;
    }
}
