using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Wire;

namespace Mantle.Core.ResourcePolicies;

/// <summary>Finds the users and roles that a policy names as principals.</summary>
static class PrincipalBinding
{
    /// <summary>The accounts of the principals that a policy names.</summary>
    public static IEnumerable<AccountId> AccountsNamedIn(PolicyDocument document)
    {
        foreach (var principal in document.NamedPrincipals())
            if (
                principal.Type == StatementPrincipalType.Aws
                && (
                    AccountId.TryParse(principal.Value, out var account)
                    || (Arn.TryParse(principal.Value, out var arn) && arn.TryGetAccount(out account))
                )
            )
                yield return account;
    }

    /// <summary>The unique id of the user or role that a principal names; null for an account or another kind of ARN.</summary>
    /// <exception cref="ApiException">The principal does not exist: the error that <paramref name="invalid"/> returns.</exception>
    public static string? IdOf(string principal, Call call, Account owner, Func<string, ApiException> invalid)
    {
        if (!Arn.TryParse(principal, out var arn))
        {
            // A policy shows the unique id of a deleted user or role, but a policy with such an id cannot be written.
            var isKnown = AccountId.TryParse(principal, out var named)
                ? Find(named) is not null
                : owner.FindUserById(principal) is not null || owner.FindRoleById(principal) is not null;
            return isKnown ? null : throw invalid(principal);
        }
        var account = arn.TryGetAccount(out var id) && Find(id) is { } found ? found : throw invalid(principal);
        var resource = arn.Resource;
        if (!arn.Service.SequenceEqual("iam") || resource.SequenceEqual("root"))
            return null;
        var name = resource[(resource.LastIndexOf('/') + 1)..].ToString();
        ActingIdentity? identity =
            resource.StartsWith("user/") ? account.Users.Find(name)
            : resource.StartsWith("role/") ? account.Roles.Find(name)
            : null;
        return identity is not null && identity.Arn == principal ? identity.Id : throw invalid(principal);

        Account? Find(AccountId id) => id == owner.Id ? owner : call.FindAccount(id);
    }
}
