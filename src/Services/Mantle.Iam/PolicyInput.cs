using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Iam;

/// <summary>Policy documents as they come in requests: parsed, validated, refused with AWS's words.</summary>
static partial class PolicyInput
{
    /// <summary>What AWS says of a trust policy that is no JSON; of an identity policy it says no more than of any other mistake.</summary>
    const string InvalidJson = "This policy contains invalid Json";

    /// <summary>
    /// An identity policy: <see cref="PolicyType.Identity"/> for an inline one, <see cref="PolicyType.ManagedIdentity"/> for a managed one.
    /// </summary>
    public static PolicyText Identity(string document, PolicyType type)
    {
        Parse(document, type);
        return PolicyText.Of(document);
    }

    /// <summary>The accounts of the principals that a trust policy names: they are needed to check it.</summary>
    public static IEnumerable<string> AccountsNamedIn(string trustDocument) =>
        PolicyDocument.TryParse(trustDocument, out var document, out _) ? AccountsNamedIn(document) : [];

    /// <summary>The accounts of the principals that a policy names.</summary>
    public static IEnumerable<string> AccountsNamedIn(PolicyDocument document) =>
        document
            .NamedPrincipals()
            .Where(principal => principal.Type == StatementPrincipalType.Aws)
            .Select(principal => Arn.TryParse(principal.Value, out var arn) ? arn.AccountId.ToString() : principal.Value)
            .Where(IsAccountId)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Binds a principal of a trust or resource policy to the unique id of the user or role that it names.</summary>
    /// <exception cref="Wire.ApiException">There is no such principal: what <paramref name="invalid"/> makes.</exception>
    public static void Bind(
        string text,
        Call call,
        Account account,
        ImmutableDictionary<string, string>.Builder ids,
        Func<string, Wire.ApiException> invalid
    )
    {
        if (!Arn.TryParse(text, out var arn))
        {
            // An account, or the id that stands for an entity which is gone: that cannot be written, only be shown.
            var isKnown = IsAccountId(text)
                ? Owner(text, call, account) is not null
                : account.FindUserById(text) is not null || account.FindRoleById(text) is not null;
            if (!isKnown)
                throw invalid(text);
            return;
        }
        var owner = Owner(arn.AccountId.ToString(), call, account) ?? throw invalid(text);
        var resource = arn.Resource;
        if (!arn.Service.SequenceEqual("iam") || resource.SequenceEqual("root"))
            return;
        var name = resource[(resource.LastIndexOf('/') + 1)..].ToString();
        ActingIdentity? identity =
            resource.StartsWith("user/") ? owner.Users.Find(name)
            : resource.StartsWith("role/") ? owner.Roles.Find(name)
            : null;
        if (identity is null || identity.Arn != text)
            throw invalid(text);
        ids[text] = identity.Id;
    }

    /// <summary>
    /// A service principal in the form <c>service.amazonaws.com</c>, with a Region or a part of the service in front or between
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services"/>).
    /// </summary>
    [GeneratedRegex(
        @"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?){0,4}\.amazonaws\.com(?:\.cn)?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ServicePrincipal();

    /// <summary>Whether a text has the form of a service principal.</summary>
    public static bool IsService(string principal) => ServicePrincipal().IsMatch(principal);

    static Account? Owner(string accountId, Call call, Account account) => accountId == account.Id ? account : call.FindAccount(accountId);

    static bool IsAccountId(string text) => text.Length == 12 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    static PolicyDocument Parse(string text, PolicyType type)
    {
        return PolicyDocument.TryParse(text, out var document, out var problems)
            ? Checked(document, problems, type)
            : Checked(null, problems, type);
    }

    /// <summary>A document that was parsed, if it is a policy of that type.</summary>
    /// <exception cref="Wire.ApiException">MalformedPolicyDocument.</exception>
    public static PolicyDocument Checked(PolicyDocument? document, IReadOnlyList<PolicyProblem> problems, PolicyType type)
    {
        if (document is null)
            throw Errors.MalformedPolicyDocument(
                type != PolicyType.Trust && problems[0].Message == InvalidJson ? "Syntax errors in policy." : problems[0].Message
            );
        return PolicyValidator.Validate(document, type) is [var problem, ..]
            ? throw Errors.MalformedPolicyDocument(problem.Message)
            : document;
    }
}
