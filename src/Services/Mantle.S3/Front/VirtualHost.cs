namespace Mantle.S3.Front;

/// <summary>
/// The bucket in a host name: <c>BUCKET.s3.…</c> as at AWS, and <c>BUCKET.localhost</c>, which clients build from an endpoint at
/// <c>localhost</c> (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html"/>). An access point's host is
/// <c>NAME-ACCOUNT.s3-accesspoint.REGION.…</c> or <c>NAME-ACCOUNT.localhost</c>.
/// </summary>
static class VirtualHost
{
    const string Localhost = ".localhost",
        AccessPoint = ".s3-accesspoint";

    const int AccountLength = AccountId.Length;

    /// <summary>The bucket, in lower case because host names ignore case. Null where the path names the bucket.</summary>
    public static string? BucketOf(string host)
    {
        // A bucket name may contain dots, and even <c>.s3.</c>.
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
    /// The access point that a host name names or may name, and whether it can name nothing else; null where there is none.
    /// </summary>
    public static (string Name, AccountId AccountId, bool IsCertain)? AccessPointOf(string host)
    {
        var service = host.LastIndexOf(AccessPoint, StringComparison.OrdinalIgnoreCase);
        var label =
            service > 0 ? host[..service]
            : host.EndsWith(Localhost, StringComparison.OrdinalIgnoreCase) ? host[..^Localhost.Length]
            : "";
        return
            label.Length > AccountLength + 1
            && label[^(AccountLength + 1)] == '-'
            && AccountId.TryParse(label[^AccountLength..], out var account)
            ? (label[..^(AccountLength + 1)], account, service > 0)
            : null;
    }
}
