using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;
using DelegationRequest = Mantle.Iam.Entities.DelegationRequest;

namespace Mantle.Iam.Delegation;

/// <summary>The rules and look-ups that the operations on delegation requests share.</summary>
static class Delegations
{
    /// <summary>The time until a request expires.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>
    /// The longest session that a root user may accept, in seconds
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html"/>).
    /// </summary>
    const int LongestByRoot = 4 * 60 * 60;

    public static Access Access(Call call, ActionName action, string id) =>
        new(action, $"arn:aws:iam::{call.Account.Id}:delegation-request/{id}");

    /// <summary>Takes the account that made a request into the view and returns its id; null when there is no such request.</summary>
    public static async ValueTask<AccountId?> RequestorAsync(Call call, string id)
    {
        if (await call.View.FindOwnerAsync(IamNames.DelegationRequest, id) is not { } requestor)
            return null;
        await call.View.IncludeAsync(requestor);
        return requestor;
    }

    /// <summary>Every change is written to the requesting account, which stores the request.</summary>
    public static WriteTarget Target(Call call, AccountId? requestor) => new(requestor ?? call.Account.Id);

    /// <summary>A request that the caller's account made or owns. For any other request the error is that of a missing one.</summary>
    public static DelegationRequest Find(Call call, AccountId? requestor, string id) =>
        FindAny(call, requestor, id) is { } request && (request.OwnerAccountId == call.Account.Id || request.RequestorId == call.Account.Id)
            ? request
            : throw NotFound(id);

    /// <summary>A request by its id, case-sensitively: the call was authorized for exactly this id.</summary>
    public static DelegationRequest? FindAny(Call call, AccountId? requestor, string id) =>
        requestor is { } account ? FindAny(call.FindAccount(account), id) : null;

    static DelegationRequest? FindAny(Account? account, string id) =>
        account?.DelegationRequests.Find(id) is { } request && request.Id == id ? request : null;

    /// <summary>A request that no account owns yet, or that the caller's account owns.</summary>
    public static DelegationRequest FindFree(Change change, string id) =>
        FindAny(change.Account, id) is { } request && (request.OwnerAccountId ?? change.Call.Account.Id) == change.Call.Account.Id
            ? request
            : throw NotFound(id);

    /// <summary>A request that the caller's account owns.</summary>
    public static DelegationRequest FindOwned(Change change, string id) =>
        FindAny(change.Account, id) is { OwnerId: not null } request && request.OwnerAccountId == change.Call.Account.Id
            ? request
            : throw NotFound(id);

    public static Wire.ApiException NotFound(string id) => Errors.NoSuchEntity($"Delegation request {id} cannot be found.");

    /// <summary>Moves the request to another state, if its present state is one of <paramref name="from"/>.</summary>
    public static void Move(Change change, DelegationRequest request, DelegationState to, params ReadOnlySpan<DelegationState> from)
    {
        var state = request.StateAt(change.Time);
        if (!from.Contains(state))
            throw Errors.InvalidInput($"Delegation request {request.Id} is in state {Name(state)}, which does not allow this.");
        change.Put(request with { State = to, UpdatedTime = change.Time });
    }

    /// <summary>The caller who accepts, as the request's sessions will act.</summary>
    public static DelegationApprover Approver(Call call, DelegationRequest request)
    {
        var caller = call.Caller;
        if (caller.IsRoot && request.SessionDuration > LongestByRoot)
            throw Errors.InvalidInput($"The root user can only accept delegation requests of at most {LongestByRoot} seconds.");
        if (caller.Session is { } session && (session.Policy is not null || !session.PolicyArns.IsEmpty))
            throw Errors.InvalidInput("A session with session policies cannot accept a delegation request.");
        return new DelegationApprover(
            caller.Arn,
            caller.Identity?.Id ?? call.Account.Id,
            caller.Session?.Name ?? "",
            caller.Session?.Tags ?? [],
            caller.Session?.SourceIdentity
        )
        {
            TransitiveTagKeys = caller.Session?.TransitiveTagKeys ?? [],
            Federation = caller.Session?.Federation,
            Workload = caller.Session?.Workload,
            SignInArn = caller.Session?.SignInArn,
        };
    }

    public static string Name(DelegationState state) =>
        state == DelegationState.PendingApproval ? "PENDING_APPROVAL" : state.ToString().ToUpperInvariant();

    public static Wire.Iam.DelegationRequest Shape(DelegationRequest request, DateTimeOffset time) =>
        new()
        {
            DelegationRequestId = request.Id,
            State = Name(request.StateAt(time)),
            RequestorId = request.RequestorId,
            RequestorName = request.RequestorName,
            OwnerAccountId = request.OwnerAccountId,
            OwnerId = request.OwnerId,
            ApproverId = request.Approver?.Arn,
            Description = request.Description,
            RequestMessage = request.RequestMessage,
            RedirectUrl = request.RedirectUrl,
            OnlySendByOwner = request.OnlySendByOwner,
            SessionDuration = request.SessionDuration,
            Permissions = new()
            {
                PolicyTemplateArn = request.PolicyTemplateArn,
                Parameters =
                [
                    .. request.Parameters.Select(parameter => new PolicyParameter
                    {
                        Name = parameter.Name,
                        Type = parameter.Type,
                        Values = [.. parameter.Values],
                    }),
                ],
            },
            PermissionPolicy = request.PermissionPolicy.Text,
            RolePermissionRestrictionArns = PolicyTemplate.BoundariesOfNewRoles(request.PermissionPolicy.Text),
            Notes = request.Notes,
            RejectionReason = request.RejectionReason,
            CreateDate = request.CreateDate,
            UpdatedTime = request.UpdatedTime,
            ExpirationTime = request.ExpirationTime,
        };
}
