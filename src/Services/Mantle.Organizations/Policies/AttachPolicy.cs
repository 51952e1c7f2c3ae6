using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class AttachPolicy
{
    /// <summary>The policy and its target are both resources of the action.</summary>
    public static Access Requires(AttachPolicyRequest r, Call c)
    {
        var access = AccessTo.Policy(c, Actions.AttachPolicy, AllowedCallers.PolicyAdministrators, r.PolicyId);
        return access with
        {
            And = [AccessTo.Of(c, Actions.AttachPolicy, AllowedCallers.PolicyAdministrators, r.TargetId) with { Keys = access.Keys }],
        };
    }

    public static WriteTarget Writes(AttachPolicyRequest r, Call c) => Administration.Writes(c);

    public static void Execute(AttachPolicyRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.PolicyAdministrators);
        var policy = PolicyTypes.Find(organization, r.PolicyId);
        var target = Existing.PolicyTarget(organization, r.TargetId);
        PolicyTypes.RequireEnabled(organization, policy.Type!);
        var attached = PolicyTypes.Attached(organization, target, policy.Type!).ToList();
        if (attached.Exists(other => other.Id == policy.Id))
            throw Errors.DuplicatePolicyAttachmentException("The selected policy is already attached to the specified target.");
        if (attached.Count >= OrganizationQuota.AttachmentsOf(policy.Type!))
            throw Errors.ConstraintViolationException(
                "You have attached the maximum number of policies to the specified target.",
                ConstraintViolationExceptionReason.MaxPolicyTypeAttachmentLimitExceeded
            );
        change.Put(
            policy.Id == ControlPolicies.FullAccessId
                ? target with
                {
                    LacksFullAccess = false,
                }
                : target with
                {
                    Policies = target.Policies.Add(policy.Id!),
                }
        );
    }
}
