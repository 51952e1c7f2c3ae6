using Mantle.Server.Authorization;
using Mantle.Server.Protocol;

namespace Mantle.Server.Operations.S3;

/// <summary>The URL of an object, at the address that the request was sent to: the bucket stands in its host name or in the path.</summary>
static class ObjectAddress
{
    public static string Of(Call call, string bucket, string key)
    {
        var host = call.Body?.Header("Host") ?? "";
        var isInHost = VirtualHost.BucketOf(new Microsoft.AspNetCore.Http.HostString(host).Host) is not null;
        return $"{(call.Secure ? "https" : "http")}://{(isInHost ? host : $"{host}/{bucket}")}/{Uri.EscapeDataString(key)}";
    }
}
