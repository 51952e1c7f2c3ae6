using System.Collections.Immutable;
using Mantle.Policy;
using Mantle.Server.Accounts;
using Mantle.Server.Authorization;
using Mantle.Wire.Iam;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Server.Operations.Iam;

/// <summary>Policy documents as they come in requests: parsed, validated, refused with AWS's words.</summary>
static class PolicyInput
{
    public static PolicyText Identity(string document)
    {
        Parse(document, PolicyType.Identity);
        return PolicyText.Of(document);
    }

    /// <summary>The accounts of the principals that a trust policy names, other than the caller's: they are needed to check it.</summary>
    public static IEnumerable<string> AccountsNamedIn(string trustDocument) =>
        PolicyDocument.TryParse(trustDocument, out var document, out _)
            ? document.NamedPrincipals()
                .Where(principal => principal.Type == StatementPrincipalType.Aws)
                .Select(principal => Arn.TryParse(principal.Value, out var arn) ? arn.AccountId.ToString() : "")
                .Where(id => id.Length == 12).Distinct(StringComparer.Ordinal)
            : [];

    /// <summary>A trust policy, its user and role principals bound to their unique ids.</summary>
    public static TrustPolicy Trust(string document, Call call, Account account)
    {
        var parsed = Parse(document, PolicyType.Trust);
        var length = PolicySize.NonWhitespaceLength(document);
        if (length > PolicySize.TrustPolicy)
            throw Quota.Exceeded("ACLSizePerRole", PolicySize.TrustPolicy);

        var ids = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var principal in parsed.NamedPrincipals())
            if (principal.Type == StatementPrincipalType.Aws && Arn.TryParse(principal.Value, out var arn))
                Bind(principal.Value, arn, call, account, ids);
        return new TrustPolicy(PolicyText.Of(document), ids.ToImmutable());
    }

    static void Bind(string text, Arn arn, Call call, Account account, ImmutableDictionary<string, string>.Builder ids)
    {
        var owner = arn.AccountId.SequenceEqual(account.Id) ? account : call.FindAccount(arn.AccountId.ToString());
        var resource = arn.Resource;
        if (owner is null)
            throw InvalidPrincipal(text);
        if (!arn.Service.SequenceEqual("iam") || resource.SequenceEqual("root"))
            return;
        var name = resource[(resource.LastIndexOf('/') + 1)..].ToString();
        ActingIdentity? identity = resource.StartsWith("user/") ? owner.Users.Find(name)
            : resource.StartsWith("role/") ? owner.Roles.Find(name)
            : null;
        if (identity is null || identity.Arn != text)
            throw InvalidPrincipal(text);
        ids[text] = identity.Id;
    }

    static Wire.ApiException InvalidPrincipal(string text) =>
        Errors.MalformedPolicyDocument($"Invalid principal in policy: \"AWS\":\"{text}\"");

    static PolicyDocument Parse(string text, PolicyType type)
    {
        if (!PolicyDocument.TryParse(text, out var document, out var problems))
            throw Errors.MalformedPolicyDocument(problems[0].Message);
        return PolicyValidator.Validate(document, type) is [var problem, ..]
            ? throw Errors.MalformedPolicyDocument(problem.Message)
            : document;
    }
}
