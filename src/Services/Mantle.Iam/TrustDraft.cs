using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.ResourcePolicies;
using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Iam;

/// <summary>The trust policy of a request.</summary>
static class TrustDraft
{
    /// <summary>The trust policy with its user and role principals bound to their unique ids.</summary>
    /// <exception cref="Wire.ApiException">MalformedPolicyDocument; LimitExceeded: it is too long.</exception>
    public static TrustPolicy ToTrust(this ResourcePolicyDraft draft, Call call, Account account)
    {
        PolicyInput.Checked(draft.Document, draft.Problems, PolicyType.Trust);
        if (PolicySize.NonWhitespaceLength(draft.Text) > PolicySize.TrustPolicy)
            throw Quota.Exceeded("ACLSizePerRole", PolicySize.TrustPolicy);
        return new TrustPolicy(PolicyText.Of(draft.Text), draft.BindPrincipals(call, account, InvalidPrincipal, CheckService));
    }

    static string? CheckService(StatementPrincipal principal) =>
        principal.Type == StatementPrincipalType.Service && !PolicyInput.IsService(principal.Value)
            ? throw Errors.MalformedPolicyDocument($"Invalid principal in policy: \"SERVICE\":\"{principal.Value}\"")
            : null;

    static Wire.ApiException InvalidPrincipal(string text) =>
        Errors.MalformedPolicyDocument($"Invalid principal in policy: \"AWS\":\"{text}\"");
}
