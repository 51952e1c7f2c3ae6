using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Naming;
using Mantle.Core.ResourcePolicies;
using Mantle.Policy;
using Mantle.S3.Entities;
using Mantle.Wire;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Policies;

/// <summary>The policy of a bucket or an access point in a request, with the accounts of the canonical users that it names.</summary>
sealed class BucketPolicyDraft
{
    /// <summary>Largest policy in bytes, without white space between tokens.</summary>
    const int LargestPolicy = 20 << 10;

    readonly ResourcePolicyDraft draft;
    readonly IReadOnlyDictionary<string, string> canonicalUsers;

    BucketPolicyDraft(ResourcePolicyDraft draft, IReadOnlyDictionary<string, string> canonicalUsers)
    {
        this.draft = draft;
        this.canonicalUsers = canonicalUsers;
    }

    public static async ValueTask<BucketPolicyDraft> PrepareAsync(Call call, string text)
    {
        var draft = await ResourcePolicyDraft.PrepareAsync(call, text);
        return new BucketPolicyDraft(draft, await CanonicalUsersAsync(call, draft.Document));
    }

    /// <summary>The policy with its principals bound to their unique ids.</summary>
    /// <param name="call">The call.</param>
    /// <param name="owner">The account of the bucket or access point.</param>
    /// <param name="target">The bucket or access point. It need not have been there when the policy was read.</param>
    /// <exception cref="ApiException"><c>MalformedPolicy</c>.</exception>
    public BucketPolicy ToPolicy(Call call, Account owner, PolicyResource target)
    {
        if (draft.Text.Length == 0)
            throw Errors.MissingRequestBodyError();
        if (Encoding.UTF8.GetByteCount(PolicySize.Minify(draft.Text)) > LargestPolicy)
            throw Errors.MalformedPolicy($"Normalized policy document exceeds the maximum allowed size of {LargestPolicy} bytes.");
        var document = BucketPolicyRules.Checked(draft, target);
        var ids = draft.BindPrincipals(call, owner, InvalidPrincipal, BindCanonicalUser);
        return new BucketPolicy(PolicyText.Of(draft.Text), ids, PublicPolicy.Is(document));
    }

    string? BindCanonicalUser(StatementPrincipal principal) =>
        principal.Type == StatementPrincipalType.CanonicalUser
            ? canonicalUsers.GetValueOrDefault(principal.Value) ?? throw InvalidPrincipal(principal.Value)
            : null;

    static ApiException InvalidPrincipal(string principal) =>
        Errors.MalformedPolicy("Invalid principal in policy").With(("Detail", principal));

    /// <summary>The accounts of the canonical user ids that the policy names.</summary>
    static async ValueTask<IReadOnlyDictionary<string, string>> CanonicalUsersAsync(Call call, PolicyDocument? document)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var named = (document?.NamedPrincipals() ?? [])
            .Where(principal => principal.Type == StatementPrincipalType.CanonicalUser)
            .Select(principal => principal.Value)
            .ToHashSet(StringComparer.Ordinal);
        if (named.Count == 0)
            return found;
        await foreach (var account in call.View.NamesAsync(NameKind.Account))
            if (CanonicalUser.Id(account.AccountId) is var id && named.Contains(id))
                found[id] = account.AccountId;
        return found;
    }
}
