using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Iam;

/// <summary>A trust policy as a request brings it, parsed once.</summary>
/// <param name="Text">The document.</param>
/// <param name="Document">The document, parsed; null for what is no policy.</param>
/// <param name="Problems">Why it is none.</param>
sealed record TrustDraft(string Text, PolicyDocument? Document, IReadOnlyList<PolicyProblem> Problems)
{
    /// <summary>Parses a document and takes the accounts whose principals it names into view, so that they can be checked.</summary>
    public static async ValueTask<TrustDraft> PrepareAsync(Call call, string text)
    {
        if (PolicyDocument.TryParse(text, out var document, out var problems))
            await call.View.IncludeAsync(PolicyInput.AccountsNamedIn(document));
        return new TrustDraft(text, document, problems);
    }

    /// <summary>The trust policy, its user and role principals bound to their unique ids.</summary>
    /// <exception cref="Wire.ApiException">MalformedPolicyDocument; LimitExceeded: it is too long.</exception>
    public TrustPolicy Bind(Call call, Account account)
    {
        var parsed = PolicyInput.Checked(Document, Problems, PolicyType.Trust);
        if (PolicySize.NonWhitespaceLength(Text) > PolicySize.TrustPolicy)
            throw Quota.Exceeded("ACLSizePerRole", PolicySize.TrustPolicy);
        var ids = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var principal in parsed.NamedPrincipals())
            if (principal.Type == StatementPrincipalType.Aws && principal.Value != "*")
                PolicyInput.Bind(principal.Value, call, account, ids, InvalidPrincipal);
            else if (principal.Type == StatementPrincipalType.Service && !PolicyInput.IsService(principal.Value))
                throw Errors.MalformedPolicyDocument($"Invalid principal in policy: \"SERVICE\":\"{principal.Value}\"");
        return new TrustPolicy(PolicyText.Of(Text), ids.ToImmutable());
    }

    static Wire.ApiException InvalidPrincipal(string text) =>
        Errors.MalformedPolicyDocument($"Invalid principal in policy: \"AWS\":\"{text}\"");
}
