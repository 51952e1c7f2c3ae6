using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mantle.Policy;

namespace Mantle.Core.Accounts;

/// <summary>
/// A policy on a resource: its text, and the unique ids that its users and roles had when it was written. A principal stays bound to
/// that id. If the entity is deleted, the policy shows the id instead, and a recreated entity of the same name does not match
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"/>).
/// </summary>
/// <param name="Document">The text.</param>
/// <param name="PrincipalIds">ARN of a user or role to its unique id. A service may bind other principals here too.</param>
public record ResourcePolicy(PolicyText Document, ImmutableDictionary<string, string> PrincipalIds)
{
    static readonly ConditionalWeakTable<ResourcePolicy, PolicySet> Cache = [];

    /// <summary>The name of this kind of policy in decisions.</summary>
    protected virtual string SourceName => "resource policy";

    /// <summary>The policy in the form that <c>Access.ResourcePolicy</c> takes, compiled once.</summary>
    public PolicySet Compiled() =>
        Cache.GetValue(
            this,
            static policy =>
                PolicySet.Create(
                    WrittenPolicy.Compile(
                        policy.Document,
                        new PolicySource(policy.SourceName, PolicySourceType.Resource),
                        policy.PrincipalIds
                    )
                )
        );

    /// <summary>The accounts whose users and roles the policy is bound to. Showing the policy needs their state.</summary>
    public IEnumerable<AccountId> BoundAccounts() => BoundPrincipals().Select(bound => bound.Account).Distinct();

    /// <summary>
    /// The document as written, with current principals: a deleted one is replaced by its unique id, a renamed or moved one by its current
    /// ARN. Principals of accounts that <paramref name="find"/> does not return stay as written.
    /// </summary>
    public string Shown(Func<AccountId, Account?> find)
    {
        var text = Document.Text;
        foreach (var (arn, owner, id) in BoundPrincipals())
        {
            if (find(owner) is not { } account)
                continue;
            ActingIdentity? bound = (ActingIdentity?)account.FindUserById(id) ?? account.FindRoleById(id);
            var shown = bound?.Arn.ToString() ?? id;
            if (shown != arn)
                text = Replace(Replace(text, arn, shown), arn.Replace("/", "\\/", StringComparison.Ordinal), shown);
        }
        return text;
    }

    IEnumerable<(string Arn, AccountId Account, string Id)> BoundPrincipals()
    {
        foreach (var (principal, id) in PrincipalIds)
            if (Arn.TryParse(principal, out var arn) && arn.TryGetAccount(out var account))
                yield return (principal, account, id);
    }

    static string Replace(string text, string principal, string shown) =>
        text.Replace($"\"{principal}\"", $"\"{shown}\"", StringComparison.Ordinal);
}
