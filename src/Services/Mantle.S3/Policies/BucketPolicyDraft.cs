using System.Collections.Immutable;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Naming;
using Mantle.Iam;
using Mantle.Policy;
using Mantle.S3.Entities;
using Mantle.Wire;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Policies;

/// <summary>
/// A policy for a bucket or an access point that a request brings: read before the call is authorized, because of the accounts it names,
/// and judged after, so
/// that who may not set it learns nothing.
/// </summary>
sealed class BucketPolicyDraft
{
    /// <summary>Bytes, white space between the tokens not counted.</summary>
    const int LargestPolicy = 20 << 10;

    readonly PolicyResource target;
    readonly string text;
    readonly IReadOnlyDictionary<string, string> canonicalUsers;

    BucketPolicyDraft(PolicyResource target, string text, IReadOnlyDictionary<string, string> canonicalUsers)
    {
        this.target = target;
        this.text = text;
        this.canonicalUsers = canonicalUsers;
    }

    public static async ValueTask<BucketPolicyDraft> PrepareAsync(Call call, PolicyResource target, string text)
    {
        await call.View.IncludeAsync(PolicyInput.AccountsNamedIn(text));
        return new BucketPolicyDraft(target, text, await CanonicalUsersAsync(call, text));
    }

    /// <summary>The policy, its principals bound to what they are now.</summary>
    /// <exception cref="ApiException"><c>MalformedPolicy</c>.</exception>
    public BucketPolicy ToPolicy(Call call, Account owner)
    {
        if (text.Length == 0)
            throw Errors.MissingRequestBodyError();
        if (Encoding.UTF8.GetByteCount(PolicySize.Minify(text)) > LargestPolicy)
            throw Errors.MalformedPolicy($"Normalized policy document exceeds the maximum allowed size of {LargestPolicy} bytes.");
        var document = BucketPolicyRules.Read(text, target);
        var ids = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var principal in document.NamedPrincipals())
            if (principal is { Type: StatementPrincipalType.Aws, Value: not "*" })
                PolicyInput.Bind(principal.Value, call, owner, ids, InvalidPrincipal);
            else if (principal.Type == StatementPrincipalType.CanonicalUser)
                ids[principal.Value] = canonicalUsers.GetValueOrDefault(principal.Value) ?? throw InvalidPrincipal(principal.Value);
        return new BucketPolicy(PolicyText.Of(text), ids.ToImmutable(), PublicPolicy.Is(document));
    }

    static ApiException InvalidPrincipal(string principal) =>
        Errors.MalformedPolicy("Invalid principal in policy").With(("Detail", principal));

    /// <summary>The accounts of the canonical user ids that the policy names.</summary>
    static async ValueTask<IReadOnlyDictionary<string, string>> CanonicalUsersAsync(Call call, string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!PolicyDocument.TryParse(text, out var document, out _))
            return found;
        var named = document
            .NamedPrincipals()
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
