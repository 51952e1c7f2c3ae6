using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Explanations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Wire;

namespace Mantle.Core.Operations;

/// <summary>
/// Runs an operation for a caller, over HTTP or not: authorizes, executes, records (docs/request-flow.md). No operation executes before
/// it is authorized, and no answer leaves before its event is recorded.
/// </summary>
public sealed class OperationRunner(
    Ledger ledger,
    Recorder recorder,
    DenialRecorder denials,
    SecretBox secrets,
    LastUsed lastUsed,
    Failures failures,
    bool enforcesQuotas
)
{
    const int Attempts = 10;

    /// <summary>Runs a call whose request is already bound.</summary>
    public Task<object?> RunAsync(Call call, BoundRequest bound, CancellationToken cancellation) =>
        RunAsync(new CallRecord(call), () => new(bound), null, cancellation);

    /// <summary>Runs a call and records its event, also if the call fails, unless the store itself fails.</summary>
    /// <param name="record">The call's record.</param>
    /// <param name="bind">Binds the request.</param>
    /// <param name="prove">Authenticates the caller by the token or assertion in the request, even if the request is signed; null if the
    /// service has no such operations.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="ApiException">The call was refused or failed, and that was recorded.</exception>
    public async Task<object?> RunAsync(
        CallRecord record,
        Func<ValueTask<BoundRequest>> bind,
        Func<BoundRequest, ValueTask<Call>>? prove,
        CancellationToken cancellation
    )
    {
        try
        {
            var bound = await bind();
            record.SetOperation(bound.Operation.Info, bound.Request, bound.Operation.IsRead, bound.Operation.IssuesCredentials);
            if (bound.Operation.Info.Anonymous && record.Call.Caller.External is null)
                record.Call = prove is null
                    ? throw CommonErrors.AccessDenied("The call brings no proof of who calls.")
                    : await prove(bound);
            record.Call.Traits.CheckSession(record.Call, bound.Operation.Info);
            if (!bound.Operation.IsImplemented)
                throw CommonErrors.NotImplemented(bound.Operation.Info.Service.Title, bound.Operation.Info.Name);
            var response = bound.Operation.Write is null
                ? await ReadAsync(bound, record, cancellation)
                : await WriteAsync(bound, record, cancellation);
            denials.Note(record.Call, record.Operation);
            return response;
        }
        catch (Exception error) when (!record.IsRecorded)
        {
            var refusal = failures.ToError(error, record.Call.RequestId, cancellation);
            if (record.Call.Caller.IsAnonymous)
                throw refusal;
            throw await RefuseAsync(record, refusal);
        }
        finally
        {
            NoteUse(record);
        }
    }

    /// <summary>Records a call whose token or assertion was refused, before it could run.</summary>
    public async Task RecordRefusalAsync(CallRecord record, BoundRequest bound, ApiException refusal)
    {
        record.SetOperation(bound.Operation.Info, bound.Request, isReading: true, isIssuing: false);
        await recorder.RecordAsync(record.ToEvent(null, refusal));
    }

    async Task<ApiException> RefuseAsync(CallRecord record, ApiException refusal)
    {
        denials.Note(record.Call, record.Operation);
        if (record.Call.Gate.Refused is { } denial)
        {
            record.AuthorizationMessage = AuthorizationMessage.Seal(secrets, record.Call, denial);
            refusal = With(
                refusal,
                new(IdHeader, denial.AuthorizationId),
                new("x-mantle-authorization-message", record.AuthorizationMessage)
            );
        }
        else if (
            refusal.Code.StartsWith("AccessDenied", StringComparison.Ordinal)
            && denials.NoteRule(record.Call, record.Operation, refusal.Message) is { } id
        )
            refusal = With(refusal, new KeyValuePair<string, string>(IdHeader, id));
        await recorder.RecordAsync(record.ToEvent(null, refusal));
        return refusal;
    }

    const string IdHeader = "x-mantle-authorization-id";

    static ApiException With(ApiException refusal, params ReadOnlySpan<KeyValuePair<string, string>> headers) =>
        new(refusal.Error with { Headers = [.. refusal.Error.Headers, .. headers] });

    async Task<object?> ReadAsync(BoundRequest bound, CallRecord record, CancellationToken cancellation)
    {
        var (operation, request, call) = (bound.Operation, bound.Request, record.Call);
        var found = operation.Prepare is { } prepare ? await prepare(request, call, cancellation) : null;
        await using var held = found as IAsyncDisposable;
        call.Gate.Admit(call, await operation.Requires!(request, call, found, cancellation));
        var worked = operation.Work is { } work ? await work(request, call, found, cancellation) : found;
        await using var opened = ReferenceEquals(worked, found) ? null : worked as IAsyncDisposable;
        var response = await operation.Read!(request, call, worked, cancellation);
        var entry = record.ToEvent(response, null);
        try
        {
            if (operation.IssuesCredentials || !operation.IsRead)
                await recorder.RecordDurablyAsync(entry);
            else
                await recorder.RecordAsync(entry);
        }
        catch
        {
            // The call failed, so nobody will read the response's stream.
            if ((operation.Info as RestOperation)?.StreamedBody(response) is { } stream)
                await stream.DisposeAsync();
            throw;
        }
        return response;
    }

    /// <summary>Prepares, authorizes and executes on the newest state. A call that lost a race starts over.</summary>
    async Task<object?> WriteAsync(BoundRequest bound, CallRecord record, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(bound, record, cancellation);
            }
            catch (LostRaceException) when (attempt < Attempts)
            {
                record.IsRecorded = false;
                record.Call.Gate.StartOver();
                record.Call.View.StartOver();
                if (await ledger.AccountAsync(record.Call.Account.Id) is { } newer)
                {
                    record.Call = record.Call.WithAccountState(newer);
                    await record.Call.View.IncludeOrganizationOfAsync(newer);
                }
            }
        }
    }

    async Task<object?> WriteOnceAsync(BoundRequest bound, CallRecord record, CancellationToken cancellation)
    {
        var (operation, request, call) = (bound.Operation, bound.Request, record.Call);
        var found = operation.Prepare is { } prepare ? await prepare(request, call, cancellation) : null;
        await using var held = found as IAsyncDisposable;
        // Authorize before the turn where a denied caller would cost others something: slow work, a turn on what is not the caller's own
        // account, and for an anonymous caller any turn.
        object? worked = found;
        if (operation.Work is not null || operation.Writes is not null || call.Caller.IsAnonymous)
        {
            call.Gate.Admit(call, await operation.Requires!(request, call, found, cancellation));
            if (operation.Work is { } work)
                worked = await work(request, call, found, cancellation);
            call.Gate.StartOver();
        }
        await using var opened = ReferenceEquals(worked, found) ? null : worked as IAsyncDisposable;
        var target = operation.Writes?.Invoke(request, call, found) ?? new WriteTarget(call.Account.Id);
        using var turn = await ledger.TurnAsync(target.AccountId, target.OrganizationId);
        record.Call = call = call.WithAccountState(turn.Account);
        await call.View.IncludeOrganizationOfAsync(call.Account);
        // The target was chosen by an older state of the account, whose membership may have changed since.
        if (target.FollowsMembership && call.Account.Membership?.OrganizationId != target.OrganizationId)
            throw new LostRaceException();
        if (turn.Organization is not null)
            call.View.Put(turn.Organization);
        call.Gate.Admit(call, await operation.Requires!(request, call, found, cancellation));
        var change = new Change(secrets, call.Time, turn.Account, turn.Organization) { Call = call, EnforcesQuotas = enforcesQuotas };
        var response = operation.Write!(request, change, worked);
        var entry = record.ToEvent(response, null);
        if (change.IsEmpty)
        {
            // Nothing is written, so other writers need not wait for the trail.
            turn.Dispose();
            await (operation.IssuesCredentials ? recorder.RecordDurablyAsync(entry) : recorder.RecordAsync(entry).AsTask());
            return response;
        }
        await turn.CommitAsync(call.Time, change.Finish(), entry);
        recorder.NoteCommit();
        return response;
    }

    /// <summary>Notes the last use of the access key or role, and of the action by its user or role. Denied calls count too.</summary>
    void NoteUse(CallRecord record)
    {
        var call = record.Call;
        if (call.Caller.External is not null || call.Caller.IsAnonymous)
            return;
        var use = new LastUse(call.Time, call.Service, call.Region);
        var identity = call.Caller.Identity;
        if (call.Caller.Session is null)
            lastUsed.Note(new LastUseKey(call.Caller.AccessKeyId, ""), use);
        else if (identity is Accounts.Role role)
            lastUsed.Note(new LastUseKey(role.Id, ""), use);
        if (record.Operation is { } operation)
            lastUsed.Note(new LastUseKey(identity?.Id ?? call.Account.Id, ActionOf(call, operation)), use);
    }

    static string ActionOf(Call call, OperationInfo operation) =>
        call.Gate.Access is { NeedsNothing: false } access ? access.Action.ToString() : $"{call.Service}:{operation.Name}";
}
