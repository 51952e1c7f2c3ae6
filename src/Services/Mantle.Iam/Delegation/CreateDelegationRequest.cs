using Mantle.Core.Authorization;
using Mantle.Core.Naming;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;
using DelegationRequest = Mantle.Iam.Entities.DelegationRequest;

namespace Mantle.Iam.Delegation;

[Operation]
static class CreateDelegationRequest
{
    const int LongestName = 30;

    public static Access Requires(CreateDelegationRequestRequest r, Call c) =>
        Delegations.Access(c, Actions.CreateDelegationRequest, "*") with
        {
            Keys =
            [
                ("iam:DelegationDuration", r.SessionDuration.ToString(CultureInfo.InvariantCulture)),
                ("iam:NotificationChannel", r.NotificationChannel),
                ("iam:TemplateArn", r.Permissions.PolicyTemplateArn),
            ],
        };

    /// <summary>Whether the named owner account exists; true where the request names none.</summary>
    public static async ValueTask<bool> PrepareAsync(CreateDelegationRequestRequest r, Call c, CancellationToken cancellation) =>
        r.OwnerAccountId is not { } owner || await c.View.FindOwnerAsync(NameKind.Account, owner) is not null;

    public static CreateDelegationRequestResponse Execute(CreateDelegationRequestRequest r, Change change, bool ownerExists)
    {
        if (!ownerExists)
            throw Errors.InvalidInput($"The account {r.OwnerAccountId} does not exist.");
        var parameters = (r.Permissions.Parameters ?? [])
            .Select(parameter => new DelegationParameter(parameter.Name ?? "", parameter.Type ?? "string", [.. parameter.Values ?? []]))
            .ToList();
        var name = change.Account.Root!.AccountName;
        var request = new DelegationRequest
        {
            Id = Guid.NewGuid().ToString(),
            State = DelegationState.Unassigned,
            RequestorId = change.Account.Id,
            RequestorName = name.Length <= LongestName ? name : name[..LongestName],
            OwnerAccountId = AccountId.TryParse(r.OwnerAccountId, out var owner) ? owner : null,
            Description = r.Description,
            RequestMessage = r.RequestMessage,
            RedirectUrl = r.RedirectUrl,
            NotificationChannel = r.NotificationChannel,
            WorkflowId = r.RequestorWorkflowId,
            OnlySendByOwner = r.OnlySendByOwner ?? false,
            SessionDuration = r.SessionDuration,
            PolicyTemplateArn = r.Permissions.PolicyTemplateArn ?? "",
            Parameters = [.. parameters],
            PermissionPolicy = PolicyTemplate.Fill(change.Account, r.Permissions.PolicyTemplateArn, parameters),
            CreateDate = change.Time,
            UpdatedTime = change.Time,
            ExpirationTime = change.Time + Delegations.Lifetime,
        };
        change.Put(request);
        change.Claim(IamNames.DelegationRequest, request.Id);
        return new CreateDelegationRequestResponse { DelegationRequestId = request.Id };
    }
}
