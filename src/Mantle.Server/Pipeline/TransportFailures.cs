using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Pipeline;

/// <summary>The errors for failures of HTTP.</summary>
static class TransportFailures
{
    public static ApiException? Find(Exception failure) =>
        failure is BadHttpRequestException bad
            ? new ApiException(
                bad.StatusCode == 413 ? "RequestEntityTooLarge" : "MalformedInput",
                bad.StatusCode,
                Fault.Sender,
                bad.Message
            )
            : null;
}
