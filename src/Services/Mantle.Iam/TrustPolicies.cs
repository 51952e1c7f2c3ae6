using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Iam;

/// <summary>Trust policies as they are shown and evaluated, their principals being bound to unique ids.</summary>
static class TrustPolicies
{
    /// <summary>
    /// The document as written, but for principals of the account that are not what they were: one that is gone is shown by its
    /// unique id, one that was renamed or moved by its present ARN.
    /// </summary>
    public static string Shown(TrustPolicy trust, Account account) =>
        Shown(trust.Document.Text, trust.PrincipalIds, id => id == account.Id ? account : null);

    /// <summary>
    /// The same for any policy with bound principals; those of accounts that <paramref name="find"/> does not have stay as written.
    /// </summary>
    public static string Shown(string text, IEnumerable<KeyValuePair<string, string>> principalIds, Func<string, Account?> find)
    {
        foreach (var (arn, id) in principalIds)
        {
            if (find(arn.Split(':')[4]) is not { } account)
                continue;
            var shown = account.FindUserById(id)?.Arn ?? account.FindRoleById(id)?.Arn ?? id;
            if (shown != arn)
                text = Replace(Replace(text, arn, shown), arn.Replace("/", "\\/", StringComparison.Ordinal), shown);
        }
        return text;
    }

    static string Replace(string text, string principal, string shown) =>
        text.Replace($"\"{principal}\"", $"\"{shown}\"", StringComparison.Ordinal);

    public static PolicySet Compiled(Role role) =>
        Cache.GetValue(
            role.Trust,
            static trust =>
                PolicySet.Create(
                    CompiledPolicy.Compile(
                        PolicyDocument.Parse(trust.Document.Text),
                        new PolicySource("trust", PolicySourceType.Resource),
                        trust.PrincipalIds
                    )
                )
        );

    static readonly System.Runtime.CompilerServices.ConditionalWeakTable<TrustPolicy, PolicySet> Cache = [];
}
