using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mantle.Policy;

namespace Mantle.Core.Accounts;

/// <summary>
/// A policy on a resource: its text, and the unique ids that its users and roles had when it was written. A principal stays bound to that
/// id: when the entity is gone the policy shows the id, and a recreated namesake does not match
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"/>).
/// </summary>
/// <param name="Document">The text.</param>
/// <param name="PrincipalIds">The ARN of a user or role to its unique id; a service may bind other principals in it too.</param>
public record ResourcePolicy(PolicyText Document, ImmutableDictionary<string, string> PrincipalIds)
{
    static readonly ConditionalWeakTable<ResourcePolicy, PolicySet> Cache = [];

    /// <summary>What decisions call a policy of this kind.</summary>
    protected virtual string SourceName => "resource policy";

    /// <summary>The policy as decisions take it (<c>Access.ResourcePolicy</c>), compiled once.</summary>
    public PolicySet Compiled() =>
        Cache.GetValue(
            this,
            static policy =>
                PolicySet.Create(
                    CompiledPolicy.Compile(
                        PolicyDocument.Parse(policy.Document.Text),
                        new PolicySource(policy.SourceName, PolicySourceType.Resource),
                        policy.PrincipalIds
                    )
                )
        );

    /// <summary>The accounts whose users and roles the policy is bound to: they are needed to show it.</summary>
    public IEnumerable<string> BoundAccounts() => BoundPrincipals().Select(bound => AccountOf(bound.Key)).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// The document as written, but for principals that are not what they were: one that is gone is shown by its unique id, one that was
    /// renamed or moved by its present ARN. Those of accounts that <paramref name="find"/> does not have stay as written.
    /// </summary>
    public string Shown(Func<string, Account?> find)
    {
        var text = Document.Text;
        foreach (var (arn, id) in BoundPrincipals())
        {
            if (find(AccountOf(arn)) is not { } account)
                continue;
            var shown = account.FindUserById(id)?.Arn ?? account.FindRoleById(id)?.Arn ?? id;
            if (shown != arn)
                text = Replace(Replace(text, arn, shown), arn.Replace("/", "\\/", StringComparison.Ordinal), shown);
        }
        return text;
    }

    IEnumerable<KeyValuePair<string, string>> BoundPrincipals() =>
        PrincipalIds.Where(pair => pair.Key.StartsWith("arn:", StringComparison.Ordinal));

    static string AccountOf(string arn) => Arn.Parse(arn).AccountId.ToString();

    static string Replace(string text, string principal, string shown) =>
        text.Replace($"\"{principal}\"", $"\"{shown}\"", StringComparison.Ordinal);
}
