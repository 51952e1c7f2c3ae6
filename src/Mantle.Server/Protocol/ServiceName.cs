namespace Mantle.Server.Protocol;

/// <summary>Which service a request is for, where no credential scope says it: by host name, or by path and parameters.</summary>
static class ServiceName
{
    public const string Iam = "iam", Sts = "sts", S3 = "s3", S3Control = "s3control", Admin = "mantle", Organizations = "organizations";

    /// <summary>Whether a request is for S3 Control, which is signed as S3 is and has the account in a header.</summary>
    public static bool IsS3Control(Exchange exchange) =>
        exchange.Path.StartsWith("/v20180820/", StringComparison.Ordinal) && exchange.Header("x-amz-account-id") is not null;

    public static string Guess(Exchange exchange)
    {
        var host = exchange.Http.Request.Host.Host;
        if (host.StartsWith("iam.", StringComparison.OrdinalIgnoreCase))
            return Iam;
        if (host.StartsWith("sts.", StringComparison.OrdinalIgnoreCase))
            return Sts;
        if (IsS3Control(exchange))
            return S3Control;
        if (exchange.Header("X-Amz-Target")?.StartsWith(Wire.Services.Organizations.TargetPrefix!, StringComparison.Ordinal) == true)
            return Organizations;
        var isForm = exchange.Http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        if (exchange.Path is not "/" || !(isForm || exchange.Query.Contains("Action=", StringComparison.Ordinal)))
            return S3;
        return exchange.Query.Contains($"Version={Wire.Services.Iam.Version}", StringComparison.Ordinal) ? Iam : Sts;
    }

    /// <summary>The region of a request that no credential scope names one for: that of a host name such as <c>sts.eu-west-1.amazonaws.com</c>.</summary>
    public static string RegionOf(Exchange exchange) =>
        exchange.Http.Request.Host.Host.Split('.') is [_, var region, "amazonaws", "com"] ? region : "us-east-1";
}
