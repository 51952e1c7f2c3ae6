using Mantle.Core.Authorization;
using Mantle.S3.Front;

namespace Mantle.S3;

/// <summary>The URL of an object at the address of the request, with the bucket in the host name or in the path.</summary>
static class ObjectAddress
{
    public static string Of(Call call, string bucket, string key)
    {
        var host = call.Body.Header("Host") ?? "";
        var isInHost = VirtualHost.BucketOf(new Microsoft.AspNetCore.Http.HostString(host).Host) is not null;
        return $"{(call.Secure ? "https" : "http")}://{(isInHost ? host : $"{host}/{bucket}")}/{Uri.EscapeDataString(key)}";
    }
}
