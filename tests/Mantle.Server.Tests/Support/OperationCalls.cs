using Mantle.Core.Authorization;
using Mantle.Core.Operations;

namespace Mantle.Server.Tests.Support;

/// <summary>Asks an operation what it needs, as the runner does.</summary>
static class OperationCalls
{
    public static async Task<Access> RequiresAsync(this TestServer server, Operation operation, object request, Call call)
    {
        var found = operation.Prepare is { } prepare ? await prepare(request, call, CancellationToken.None) : null;
        await using var held = found as IAsyncDisposable;
        return await operation.Requires!(request, call, found, CancellationToken.None);
    }
}
