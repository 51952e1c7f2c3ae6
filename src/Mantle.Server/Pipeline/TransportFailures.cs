using Mantle.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Pipeline;

/// <summary>The errors for failures of HTTP.</summary>
static class TransportFailures
{
    public static ApiException? Find(Exception failure) =>
        failure switch
        {
            BadHttpRequestException bad => new ApiException(
                bad.StatusCode == 413 ? "RequestEntityTooLarge" : "MalformedInput",
                bad.StatusCode,
                Fault.Sender,
                bad.Message
            ),
            // Any client can close its connection, so that is not the server's failure.
            ConnectionResetException
            or ConnectionAbortedException
            or OperationCanceledException { InnerException: ConnectionAbortedException or ConnectionResetException } =>
                CommonErrors.RequestAborted(),
            _ => null,
        };
}
