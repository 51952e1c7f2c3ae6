using Mantle.Server.Audit;
using Mantle.Server.Authentication;
using Mantle.Server.Authorization;
using Mantle.Server.Federation;
using Mantle.Server.Hosting;
using Mantle.Server.Operations;
using Mantle.Server.Operations.S3.Cors;
using Mantle.Server.Operations.S3.Website;
using Mantle.Server.Storage;
using Mantle.SigV4;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Protocol;

/// <summary>
/// Every request, left to right: authenticate, bind, authorize, execute, record, respond (docs/request-flow.md).
/// Nothing executes without having been authorized, and no answer leaves before its event is recorded.
/// </summary>
sealed partial class RequestPipeline(Services services, Protocols protocols, ILogger<RequestPipeline> logger)
{
    readonly Authenticator authenticator = new(services);
    readonly ExternalCallers outside = new(services);
    readonly LocalCalls local = new(services.Options);

    public async Task InvokeAsync(HttpContext http)
    {
        var exchange = new Exchange(http, services.Time.GetUtcNow());
        var protocol = protocols.Of(ServiceName.Guess(exchange));
        try
        {
            if (Protocols.IsS3(protocol))
            {
                if (HttpMethods.IsOptions(http.Request.Method))
                {
                    local.CheckHost(exchange);
                    await CorsAnswer.PreflightAsync(exchange, services);
                    return;
                }
                await CorsAnswer.AddAsync(exchange, services);
                if (WebsiteHost.BucketOf(http.Request.Host.Host) is { } site)
                {
                    local.CheckHost(exchange);
                    await WebsiteAnswer.SendAsync(exchange, protocol, AnonymousCall(exchange), site);
                    return;
                }
            }
            var (operation, response) = ReadSignature(exchange, ref protocol, out var problem) is { } signature
                ? await RunSignedAsync(exchange, protocol, signature)
                : await RunUnsignedAsync(exchange, protocol, problem);
            await protocol.RespondAsync(exchange, operation, response);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            var refusal = RefusalFor(error, exchange);
            if (!exchange.IsCallerKnown && refusal.HttpStatus < 500)
                RefusedStranger(logger, refusal.Code, exchange.SourceIp(services.Options.TrustedProxies));
            await protocol.FailAsync(exchange, refusal);
        }
    }

    /// <summary>
    /// The signature of a request; null where it has none, and then why it is refused unless its operation is taken unsigned. A
    /// request to S3 that nobody signed may be one that a bucket's policy lets pass.
    /// </summary>
    RequestSignature? ReadSignature(Exchange exchange, ref ServiceProtocol protocol, out SigV4Error? problem)
    {
        problem = null;
        if (Protocols.IsS3(protocol) && exchange.IsUnsigned)
            return null;
        if (Protocols.IsS3(protocol) && exchange.IsOldSignature)
            throw new Refusal(Wire.S3.Errors.InvalidRequest("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
                .With(("Hint", "Sign with version 4: in boto3, Config(signature_version='s3v4').")));
        if (!RequestSignature.TryRead(exchange.Signable, Protocols.IsS3(protocol) ? SigningProfile.S3 : SigningProfile.Standard, out var signature, out problem))
            return problem.Code == "MissingAuthenticationToken" ? null : throw new Refusal(problem);
        protocol = protocols.Find(signature.Scope.Service, exchange)
            ?? throw new Refusal(CommonErrors.UnknownService(signature.Scope.Service, Protocols.Served));
        return signature;
    }

    async Task<(OperationEntry Operation, object? Response)> RunSignedAsync(Exchange exchange, ServiceProtocol protocol, RequestSignature signature)
    {
        await protocol.ReceiveAsync(exchange);
        var caller = await authenticator.AuthenticateAsync(exchange, signature);
        return await RunAsync(exchange, protocol, await NewCallAsync(exchange, signature.Scope.Service, signature.Scope.Region, caller), null);
    }

    /// <summary>Runs a call that an anonymous caller sends to S3, or one whose proof is not a signature but a token or assertion that it brings.</summary>
    async Task<(OperationEntry Operation, object? Response)> RunUnsignedAsync(Exchange exchange, ServiceProtocol protocol, SigV4Error? problem)
    {
        local.CheckHost(exchange);
        await protocol.ReceiveAsync(exchange);
        if (problem is null)
            return await RunAsync(exchange, protocol, PostForm.IsSentBy(exchange) ? await FormCallAsync(exchange) : AnonymousCall(exchange), null);
        var bound = protocol.BindUnsigned(exchange) ?? throw new Refusal(problem);
        return await RunAsync(exchange, protocol, await CallFromOutsideAsync(exchange, bound), bound);
    }

    /// <summary>The call of a browser's upload form: by who signed its policy, or by nobody.</summary>
    async Task<Call> FormCallAsync(Exchange exchange)
    {
        exchange.Form = await PostForm.ReadAsync(exchange);
        if (exchange.Form.ReadSignature() is not { } signature)
            return AnonymousCall(exchange);
        var caller = await authenticator.AuthenticateAsync(exchange.Form, signature, exchange.Time);
        exchange.Unsigned();
        return await NewCallAsync(exchange, ServiceName.S3, signature.Scope.Region, caller);
    }

    /// <summary>The call by whom its token or assertion is about. A refused proof is recorded too, as by nobody in particular.</summary>
    async Task<Call> CallFromOutsideAsync(Exchange exchange, Bound bound)
    {
        var (service, region) = (bound.Operation.Info.Service.SigningName, ServiceName.RegionOf(exchange));
        var account = await outside.RoleAccountAsync(bound.Request);
        try
        {
            var identity = await outside.AuthenticateAsync(bound.Request, account, exchange.Time, exchange.Http.RequestAborted);
            return await NewCallAsync(exchange, service, region, Caller.OfExternal(account!, identity));
        }
        catch (ApiException error) when (account is not null && outside.MayRecord(account, exchange.Time))
        {
            var entry = new CallRecord(NewCall(exchange, service, region, Caller.Unknown(account))) { Operation = bound.Operation.Info, Request = bound.Request, IsRead = true };
            await services.Recorder.RecordAsync(entry.ToEvent(services, null, new Refusal(error)));
            throw;
        }
    }

    /// <summary>Runs an authenticated call; its event is recorded whatever becomes of it.</summary>
    async Task<(OperationEntry Operation, object? Response)> RunAsync(Exchange exchange, ServiceProtocol protocol, Call call, Bound? known)
    {
        exchange.IsCallerKnown = true;
        var entry = new CallRecord(call);
        try
        {
            var bound = known ?? await protocol.BindAsync(exchange);
            entry.Operation = bound.Operation.Info;
            entry.Request = bound.Request;
            entry.IsRead = IsRead(bound.Operation);
            entry.IssuesCredentials = bound.Operation.IssuesCredentials;
            if (bound.Operation.Info.Anonymous && call.Caller.External is null)
            {
                // Whoever signed it: the proof of these is the token or assertion.
                call = await CallFromOutsideAsync(exchange, bound);
                entry.Replace(call);
            }
            SessionLimits.Check(call, bound.Operation.Info);
            if (!bound.Operation.IsImplemented)
                throw CommonErrors.NotImplemented(bound.Operation.Info.Service.Title, bound.Operation.Info.Name);
            var prepared = bound.Operation.PrepareAsync is { } prepare ? await prepare(bound.Request, call, exchange.Http.RequestAborted) : null;
            await using var held = prepared as IAsyncDisposable;
            var response = bound.Operation.Write is null
                ? await ReadAsync(bound, call, prepared, entry, exchange.Http.RequestAborted)
                : await WriteAsync(bound, call, prepared, entry);
            return (bound.Operation, response);
        }
        catch (Exception error) when (!entry.IsRecorded)
        {
            var refusal = RefusalFor(error, exchange);
            entry.Operation ??= exchange.Operation;
            entry.Denial ??= refusal.Denial;
            if (call.Caller.IsAnonymous)
                throw refusal;
            if (entry.Denial is { } denial)
            {
                exchange.Http.Response.Headers["x-mantle-authorization-id"] = denial.AuthorizationId;
                exchange.Http.Response.Headers["x-mantle-authorization-message"] = entry.AuthorizationMessage = AuthorizationMessage.Seal(call, denial);
            }
            await services.Recorder.RecordAsync(entry.ToEvent(services, null, refusal));
            throw refusal;
        }
        finally
        {
            NoteUse(call, entry);
        }
    }

    /// <summary>
    /// Whether a call of the operation is recorded as one that only reads. Handing out credentials is, as CloudTrail has it; of an
    /// operation that streams or is not written yet, the name tells.
    /// </summary>
    static bool IsRead(OperationEntry operation) => operation.Read is not null
        || (operation.Write is null && ReadingVerbs.Any(verb => operation.Info.Name.StartsWith(verb, StringComparison.Ordinal)));

    static readonly string[] ReadingVerbs = ["Generate", "Get", "List", "Head", "Simulate"];

    async Task<object?> ReadAsync(Bound bound, Call call, object? prepared, CallRecord entry, CancellationToken cancellation)
    {
        await AuthorizeAsync(bound, call, entry, cancellation);
        var response = bound.Operation.Read is { } read
            ? read(bound.Request, call, prepared)
            : await bound.Operation.ExecuteAsync!(bound.Request, call, prepared, cancellation);
        var record = entry.ToEvent(services, response, null);
        if (bound.Operation.IssuesCredentials || !entry.IsRead)
            await services.Recorder.RecordDurablyAsync(record);
        else
            await services.Recorder.RecordAsync(record);
        return response;
    }

    async Task<object?> WriteAsync(Bound bound, Call call, object? prepared, CallRecord entry)
    {
        const int Attempts = 10;
        // An anonymous call has no account that it could write before it is known to be allowed.
        if (call.Caller.IsAnonymous)
            Authorize(bound, call, entry);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(bound, call, prepared, entry);
            }
            catch (LostRaceException) when (attempt < Attempts)
            {
                entry.IsRecorded = false;
                if (await services.Ledger.AccountAsync(call.Account.Id) is { } newer)
                {
                    call = call.In(newer);
                    await call.ViewOrganizationAsync(newer);
                }
            }
        }
    }

    /// <summary>Authorizes and executes on the newest state of what is written, and commits the change with its event.</summary>
    async Task<object?> WriteOnceAsync(Bound bound, Call call, object? prepared, CallRecord entry)
    {
        var target = bound.Operation.Writes?.Invoke(bound.Request, call, prepared) ?? new WriteTarget(call.Account.Id);
        using var turn = await services.Ledger.TurnAsync(target.AccountId, target.WithDirectory, target.OrganizationId);
        call = call.In(turn.Account);
        await call.ViewOrganizationAsync(call.Account);
        // What is written was chosen by an older state of the account: its membership may have changed since.
        if (target.FollowsMembership && call.Account.Membership?.OrganizationId != target.OrganizationId)
            throw new LostRaceException();
        if (turn.Organization is not null)
            call.View(turn.Organization);
        Authorize(bound, call, entry);
        var change = new Change(services.Secrets, call.Time, turn.Account, turn.Directory, turn.Organization) { Call = call };
        var response = bound.Operation.Write!(bound.Request, change, prepared);
        var record = entry.ToEvent(services, response, null);
        if (change.IsEmpty)
            await services.Recorder.RecordAsync(record);
        else
        {
            await turn.CommitAsync(call.Time, change.Finish(), record);
            services.Recorder.NoteCommit();
        }
        return response;
    }

    static async ValueTask AuthorizeAsync(Bound bound, Call call, CallRecord entry, CancellationToken cancellation)
    {
        if (bound.Operation.RequiresAsync is { } requires)
            Authorize(await requires(bound.Request, call, cancellation), call, entry);
        else
            Authorize(bound, call, entry);
    }

    static void Authorize(Bound bound, Call call, CallRecord entry) =>
        Authorize(bound.Operation.Requires!(bound.Request, call), call, entry);

    static void Authorize(Access access, Call call, CallRecord entry)
    {
        entry.Access = access;
        if (call.Enforcement == Enforcement.Off)
            return;
        if (Authorizer.FindDenial(call, access) is not { } denial)
            return;
        entry.Denial = denial;
        if (call.Enforcement == Enforcement.On)
            throw CommonErrors.AccessDenied(denial.Message(call));
    }

    Call AnonymousCall(Exchange exchange)
    {
        local.CheckOrigin(exchange);
        exchange.Unsigned();
        return NewCall(exchange, ServiceName.S3, "us-east-1", Caller.Anonymous);
    }

    /// <summary>A call with its caller's organization in view.</summary>
    async ValueTask<Call> NewCallAsync(Exchange exchange, string service, string region, Caller caller)
    {
        var call = NewCall(exchange, service, region, caller);
        await call.ViewOrganizationAsync(caller.Account);
        call.RefuseSuspended();
        return call;
    }

    Call NewCall(Exchange exchange, string service, string region, Caller caller) => new()
    {
        RequestId = exchange.RequestId,
        Time = exchange.Time,
        Caller = caller,
        Service = service,
        Region = region,
        SourceIp = exchange.SourceIp(services.Options.TrustedProxies),
        Secure = exchange.IsSecure(services.Options.TrustedProxies),
        UserAgent = exchange.Header("User-Agent"),
        Referer = exchange.Header("Referer"),
        Server = services,
        Body = exchange.SignedBody,
    };

    /// <summary>Notes the use of the caller's key or role, and of the action by who stands behind it: a denied call counts too.</summary>
    void NoteUse(Call call, CallRecord entry)
    {
        if (call.Caller.External is not null || call.Caller.IsAnonymous)
            return;
        var use = new Use(call.Time, call.Service, call.Region);
        var identity = call.Caller.Identity;
        if (call.Caller.Session is null)
            services.LastUsed.Note(new UseKey(call.Caller.AccessKeyId, ""), use);
        else if (identity is Accounts.Role role)
            services.LastUsed.Note(new UseKey(role.Id, ""), use);
        if (entry.Operation is { } operation)
            services.LastUsed.Note(new UseKey(identity?.Id ?? call.Account.Id, ActionOf(entry.Access, call.Service, operation)), use);
    }

    static string ActionOf(Access? access, string service, OperationInfo operation) =>
        access is { Action.Length: > 0 } ? access.Action : $"{service}:{operation.Name}";

    Refusal RefusalFor(Exception error, Exchange exchange)
    {
        switch (error)
        {
            case Refusal refusal:
                return refusal;
            case ApiException api:
                return new Refusal(api);
            case BadHttpRequestException bad:
                return new Refusal(bad.StatusCode == 413 ? "RequestEntityTooLarge" : "MalformedInput", bad.StatusCode, bad.Message);
            case OperationCanceledException when exchange.Http.RequestAborted.IsCancellationRequested:
                return new Refusal("RequestAborted", 400, "The request was cut off.");
            case StoreException:
                StoreFailed(logger, exchange.RequestId, error);
                return new Refusal(CommonErrors.ServiceUnavailable("The request could not be stored; try again."));
            default:
                CallFailed(logger, exchange.RequestId, error);
                return new Refusal(CommonErrors.InternalFailure());
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused with {Code} before it was known who calls, from {Address}")]
    static partial void RefusedStranger(ILogger logger, string code, System.Net.IPAddress address);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} could not be stored")]
    static partial void StoreFailed(ILogger logger, string requestId, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    static partial void CallFailed(ILogger logger, string requestId, Exception error);
}
