using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>An access that was denied, and why.</summary>
public sealed record Denial(Access Access, Decision Decision)
{
    /// <summary>Resolves to this denial: in the response header <c>x-mantle-authorization-id</c> and in the call's event.</summary>
    public string AuthorizationId { get; } = RandomId.New().ToString();

    /// <summary>
    /// AWS's sentence. Assuming a role is denied in the same words whether or not the role exists, so without a reason.
    /// </summary>
    public string Message(Call call) =>
        Access.DeniedMessage
        ?? (
            Access.ResourcePolicyKind == ResourcePolicyKind.RoleTrust
                ? $"User: {call.Caller.Arn} is not authorized to perform: {Access.Action} on resource: {Access.Resource}"
                : AccessDeniedMessage.Format(
                    call.Caller.Arn,
                    Access.Action,
                    call.Traits.ShownResource(Access),
                    Decision,
                    ControlPolicy(call)
                )
        );

    /// <summary>
    /// The ARN of the control policy that denied, which is for callers of its organization
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"/>).
    /// </summary>
    string? ControlPolicy(Call call) =>
        Decision.Layer switch
        {
            PolicyLayer.ServiceControlPolicy => Decision.Policy?.Source.PolicyId,
            PolicyLayer.ResourceControlPolicy when IsWithinOrganization(call) => Decision.Policy?.Source.PolicyId,
            _ => null,
        };

    /// <summary>Whether caller and resource are in one organization: of others' organizations nothing is told.</summary>
    public bool IsWithinOrganization(Call call) =>
        call.Organization is { } own && own.Id == call.View.OrganizationOf(Access.ResourceOwner ?? call.Account)?.Id;
}
