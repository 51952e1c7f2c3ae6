using Mantle.Core.Storage;
using Mantle.Wire;
using Microsoft.Extensions.Logging;

namespace Mantle.Core.Operations;

/// <summary>Turns an exception into the error that the caller gets. The details go to the log, with the request id.</summary>
/// <param name="logger">The log.</param>
/// <param name="ofTransport">The error for a failure of the transport; null if the exception is not one.</param>
public sealed partial class Failures(ILogger logger, Func<Exception, ApiException?> ofTransport)
{
    /// <summary>The error for an exception.</summary>
    public ApiException ToError(Exception failure, string requestId, CancellationToken cancellation)
    {
        if (failure is ApiException error)
            return error;
        if (ofTransport(failure) is { } known)
            return known;
        switch (failure)
        {
            case OperationCanceledException when cancellation.IsCancellationRequested:
                return CommonErrors.RequestAborted();
            case StoreException and not UnreadableStoreException:
                StoreFailed(logger, requestId, failure);
                return CommonErrors.ServiceUnavailable("The request could not be stored; try again.");
            default:
                CallFailed(logger, requestId, failure);
                return CommonErrors.InternalFailure();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} could not be stored")]
    static partial void StoreFailed(ILogger logger, string requestId, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    static partial void CallFailed(ILogger logger, string requestId, Exception error);
}
