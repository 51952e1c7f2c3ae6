using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class DetachPolicy
{
    public static Access Requires(DetachPolicyRequest r, Call c)
    {
        var access = AccessTo.Policy(c, Actions.DetachPolicy, AllowedCallers.PolicyAdministrators, r.PolicyId);
        return access with
        {
            And = [AccessTo.Of(c, Actions.DetachPolicy, AllowedCallers.PolicyAdministrators, r.TargetId) with { Keys = access.Keys }],
        };
    }

    public static WriteTarget Writes(DetachPolicyRequest r, Call c) => Administration.Writes(c);

    public static void Execute(DetachPolicyRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.PolicyAdministrators);
        var policy = PolicyTypes.Find(organization, r.PolicyId);
        var target = Existing.PolicyTarget(organization, r.TargetId);
        if (policy.Id == ControlPolicies.ResourceFullAccessId)
            throw Errors.InvalidInputException("You can't detach the specified policy.", InvalidInputExceptionReason.NonDetachablePolicy);
        var attached = PolicyTypes.Attached(organization, target, policy.Type!).ToList();
        if (!attached.Exists(other => other.Id == policy.Id))
            throw Errors.PolicyNotAttachedException("The policy isn't attached to the specified target in the specified root.");
        if (policy.Type == ControlPolicies.ServiceControl && attached.Count == 1)
            throw Errors.ConstraintViolationException(
                "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.",
                ConstraintViolationExceptionReason.MinPolicyTypeAttachmentLimitExceeded
            );
        change.Put(
            policy.Id == ControlPolicies.FullAccessId
                ? target with
                {
                    LacksFullAccess = true,
                }
                : target with
                {
                    Policies = target.Policies.Remove(policy.Id!),
                }
        );
    }
}
