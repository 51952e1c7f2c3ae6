using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>A denied access and the decision that denied it.</summary>
public sealed record Denial(Access Access, Decision Decision)
{
    /// <summary>Identifies this denial in the header <c>x-mantle-authorization-id</c> and in the call's event.</summary>
    public string AuthorizationId { get; } = Authorization.AuthorizationId.New();

    /// <summary>
    /// AWS's denial message. A denied AssumeRole gives no reason: the message must not tell whether the role exists.
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
    /// ARN of the control policy that denied. Only callers of the policy's organization see it
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"/>).
    /// </summary>
    string? ControlPolicy(Call call) =>
        Decision.Layer switch
        {
            PolicyLayer.ServiceControlPolicy => Decision.Policy?.Source.PolicyId,
            PolicyLayer.ResourceControlPolicy when IsWithinOrganization(call) => Decision.Policy?.Source.PolicyId,
            _ => null,
        };

    /// <summary>Whether caller and resource are in the same organization. A denial tells nothing about other organizations.</summary>
    public bool IsWithinOrganization(Call call) =>
        call.Organization is { } own && own.Id == call.View.OrganizationOf(Access.ResourceOwner ?? call.Account)?.Id;
}
