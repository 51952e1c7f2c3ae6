using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Iam.ManagedPolicies;

static class ManagedDocument
{
    /// <summary>A valid document within the size limit of managed policies, which does not count whitespace.</summary>
    public static PolicyText Checked(string document)
    {
        var policy = PolicyInput.Identity(document, PolicyType.ManagedIdentity);
        return PolicySize.NonWhitespaceLength(document) <= PolicySize.ManagedPolicy
            ? policy
            : throw Quota.Exceeded("PolicySize", PolicySize.ManagedPolicy);
    }
}
