namespace Mantle.Policy;

/// <summary>The message of AWS's <c>AccessDenied</c> error.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">
/// Troubleshoot access denied error messages</see>.
/// </remarks>
public static class AccessDeniedMessage
{
    /// <summary>The message for a denied request.</summary>
    /// <param name="principalArn">The caller's ARN.</param>
    /// <param name="action">The denied action.</param>
    /// <param name="resource">The resource's ARN; null or empty omits it.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="policyArn">
    /// The ARN of the denying policy, which AWS shows to callers of the same account or organization; null omits it.
    /// </param>
    public static string Format(string principalArn, ActionName action, string? resource, in Decision decision, string? policyArn = null)
    {
        var text = $"User: {principalArn} is not authorized to perform: {action}";
        if (!string.IsNullOrEmpty(resource))
            text += $" on resource: {resource}";
        text +=
            decision.Outcome == DecisionOutcome.ExplicitDeny
                ? $" with an explicit deny in {WithArticle(decision.Layer)}"
                : $" because no {Name(decision.Layer)} allows the {action} action";
        return policyArn is null || decision.Outcome != DecisionOutcome.ExplicitDeny ? text : $"{text}: {policyArn}";
    }

    static string Name(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.ResourceBasedPolicy => "resource-based policy",
            PolicyLayer.RoleTrustPolicy => "role trust policy",
            PolicyLayer.PermissionsBoundary => "permissions boundary",
            PolicyLayer.SessionPolicy => "session policy",
            PolicyLayer.VpcEndpointPolicy => "VPC endpoint policy",
            PolicyLayer.ServiceControlPolicy => "service control policy",
            PolicyLayer.ResourceControlPolicy => "resource control policy",
            _ => "identity-based policy",
        };

    static string WithArticle(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.RoleTrustPolicy => "the role trust policy",
            PolicyLayer.IdentityBasedPolicy or PolicyLayer.None => "an identity-based policy",
            _ => "a " + Name(layer),
        };
}
