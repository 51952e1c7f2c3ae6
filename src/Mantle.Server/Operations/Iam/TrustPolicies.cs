using Mantle.Policy;
using Mantle.Server.Accounts;

namespace Mantle.Server.Operations.Iam;

/// <summary>Trust policies as they are shown and evaluated, their principals being bound to unique ids.</summary>
static class TrustPolicies
{
    /// <summary>The document as written, with the unique id in place of each principal of the account that is gone.</summary>
    public static string Shown(TrustPolicy trust, Account account)
    {
        var text = trust.Document.Text;
        foreach (var (arn, id) in trust.PrincipalIds)
            if (arn.AsSpan("arn:aws:iam::".Length).StartsWith(account.Id) && account.FindUserById(id) is null && account.FindRoleById(id) is null)
                text = text.Replace($"\"{arn}\"", $"\"{id}\"", StringComparison.Ordinal);
        return text;
    }

    public static PolicySet Compiled(Role role) => Cache.GetValue(role.Trust, static trust => PolicySet.Create(
        CompiledPolicy.Compile(PolicyDocument.Parse(trust.Document.Text), new PolicySource("trust", PolicySourceType.Resource), trust.PrincipalIds)));

    static readonly System.Runtime.CompilerServices.ConditionalWeakTable<TrustPolicy, PolicySet> Cache = [];
}
