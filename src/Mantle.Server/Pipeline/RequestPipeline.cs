using Mantle.Core.Audit;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Operations;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.Server.Telemetry;
using Mantle.SigV4;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Pipeline;

/// <summary>
/// Handles every request: authenticate, bind, authorize, execute, record, respond (docs/request-flow.md). The runner does the middle part.
/// </summary>
sealed partial class RequestPipeline(
    ServiceRouter router,
    Authenticator authenticator,
    OperationRunner runner,
    CallFactory calls,
    Failures failures,
    ChangeFollower follower,
    RequestInstruments instruments,
    TimeProvider time,
    ILogger logger
)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var exchange = new Exchange(http, time.GetUtcNow());
        var module = router.Route(exchange);
        var watch = instruments.Begin(http);
        ApiError? refusal = null;
        var isAnswered = false;
        try
        {
            // A permission that another node revoked may still be in this node's memory.
            if (!follower.IsFresh)
                throw CommonErrors.ServiceUnavailable("The server cannot tell what has changed; try again.");
            if (await module.BeginAsync(exchange, () => calls.NewAnonymous(exchange, module)))
            {
                isAnswered = true;
                return;
            }
            var signature = ReadSignature(exchange, module, out var problem);
            await module.Protocol.ReceiveAsync(exchange);
            var (call, known) = signature is not null
                ? (await AuthenticateAsync(exchange, module, signature), null)
                : await TakeUnsignedAsync(exchange, module, problem);
            exchange.IsCallerKnown = true;
            var record = new CallRecord(call);
            var response = await runner.RunAsync(
                record,
                () => known is { } bound ? new(bound) : BindAsync(exchange, module, record),
                bound => ProveAsync(exchange, module, bound, module.Proof!),
                http.RequestAborted
            );
            await module.Protocol.RespondAsync(exchange, record.Operation!, response);
            isAnswered = true;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            var error = failures.ToError(failure, exchange.RequestId, http.RequestAborted);
            if (!exchange.IsCallerKnown && error.HttpStatus < 500)
                RefusedStranger(logger, error.Code, calls.SourceIp(exchange));
            refusal = error.Error;
            await module.Protocol.FailAsync(exchange, refusal);
            isAnswered = true;
        }
        finally
        {
            instruments.End(watch, exchange, module, refusal, isAnswered);
        }
    }

    /// <summary>Binds a request. If binding fails, the record has the operation that the request names.</summary>
    static async ValueTask<BoundRequest> BindAsync(Exchange exchange, HttpModule module, CallRecord record)
    {
        try
        {
            return await module.Protocol.BindAsync(exchange);
        }
        finally
        {
            record.Operation ??= exchange.Operation;
        }
    }

    /// <summary>
    /// The request's signature; null if it has none. Then <paramref name="problem"/> is the error, unless AWS accepts the operation
    /// unsigned.
    /// </summary>
    RequestSignature? ReadSignature(Exchange exchange, HttpModule module, out SigV4Error? problem)
    {
        problem = null;
        if (module.IsUnsigned(exchange))
            return null;
        if (!exchange.Signature.TryRead(exchange.Signable, module.SigningProfile, out var signature, out problem))
            return problem.Code == "MissingAuthenticationToken" ? null : throw CredentialErrors.Of(problem);
        return module.IsSignedForMe(signature.Scope.Service, exchange) ? signature : throw router.NotServed(signature.Scope.Service);
    }

    async Task<Call> AuthenticateAsync(Exchange exchange, HttpModule module, RequestSignature signature)
    {
        var (caller, key) = await authenticator.AuthenticateAsync(exchange, signature, exchange.Time, module.CredentialErrors);
        module.NoteSignature(exchange, signature, key);
        return await calls.NewAsync(exchange, module, signature.Scope.Service, signature.Scope.Region, caller);
    }

    /// <summary>
    /// Creates the call of a request without a signature of AWS's own. Its input is bound too if the input or another signature
    /// authenticates the caller.
    /// </summary>
    async Task<(Call Call, BoundRequest? Bound)> TakeUnsignedAsync(Exchange exchange, HttpModule module, SigV4Error? problem)
    {
        if (await module.BindProvenAsync(exchange) is { } proven)
            return (await ProveAsync(exchange, module, proven.Bound, proven.Proof), proven.Bound);
        calls.CheckHost(exchange);
        if (problem is not null)
        {
            calls.CheckOrigin(exchange);
            var bound = (module.Proof is null ? null : module.Protocol.BindUnsigned(exchange)) ?? throw CredentialErrors.Of(problem);
            return (await ProveAsync(exchange, module, bound, module.Proof!), bound);
        }
        var (caller, region) = await module.UnsignedCallerAsync(exchange, authenticator);
        // The signed policy of an upload form is made for a page of another site.
        if (caller.IsAnonymous && HttpMethods.IsPost(exchange.Http.Request.Method))
            calls.CheckOrigin(exchange);
        return (
            await calls.NewAsync(exchange, module, module.Service.SigningName, region ?? ServiceRouter.RegionOf(exchange), caller),
            null
        );
    }

    /// <summary>
    /// Creates the call of whom a token, an assertion or a certificate names. A refused one is recorded with an unknown caller.
    /// </summary>
    async ValueTask<Call> ProveAsync(Exchange exchange, HttpModule module, BoundRequest bound, ICallProof proof)
    {
        var (service, region) = (bound.Operation.Info.Service.SigningName, ServiceRouter.RegionOf(exchange));
        var account = await proof.AccountAsync(bound.Request);
        try
        {
            var identity = await proof.AuthenticateAsync(bound.Request, account, exchange.Time, exchange.Http.RequestAborted);
            return await calls.NewAsync(exchange, module, service, region, Caller.OfExternal(account!, identity));
        }
        catch (ApiException error) when (account is not null && proof.MayRecord(account, exchange.Time))
        {
            var record = new CallRecord(calls.New(exchange, module, service, region, Caller.Unknown(account)));
            await runner.RecordRefusalAsync(record, bound, error);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused with {Code} before it was known who calls, from {Address}")]
    static partial void RefusedStranger(ILogger logger, string code, System.Net.IPAddress address);
}
