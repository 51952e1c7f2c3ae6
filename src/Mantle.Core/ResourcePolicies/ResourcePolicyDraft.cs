using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Wire;

namespace Mantle.Core.ResourcePolicies;

/// <summary>
/// A policy for a resource as a request brings it, parsed once: before the call is authorized, because of the accounts that it names. The
/// service judges it after, so that who may not set it learns nothing.
/// </summary>
/// <param name="Text">The document.</param>
/// <param name="Document">The document, parsed; null for what is no policy.</param>
/// <param name="Problems">Why it is none.</param>
public sealed record ResourcePolicyDraft(string Text, PolicyDocument? Document, IReadOnlyList<PolicyProblem> Problems)
{
    /// <summary>Parses a document and takes the accounts whose principals it names into view, so that they can be checked.</summary>
    public static async ValueTask<ResourcePolicyDraft> PrepareAsync(Call call, string text)
    {
        if (PolicyDocument.TryParse(text, out var document, out var problems))
            await call.View.IncludeAsync(PrincipalBinding.AccountsNamedIn(document));
        return new ResourcePolicyDraft(text, document, problems);
    }

    /// <summary>Binds the users and roles that the document names to the unique ids that they have now.</summary>
    /// <param name="call">The call, with their accounts in view.</param>
    /// <param name="owner">The account of the resource, as it is written.</param>
    /// <param name="invalid">The error for a principal that does not exist.</param>
    /// <param name="bindOther">
    /// Checks a principal that is none of an account, such as a service, and gives what it is bound to; null where it is bound to nothing.
    /// </param>
    /// <exception cref="ApiException">A principal does not exist.</exception>
    public ImmutableDictionary<string, string> BindPrincipals(
        Call call,
        Account owner,
        Func<string, ApiException> invalid,
        Func<StatementPrincipal, string?>? bindOther = null
    )
    {
        var ids = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var principal in Document!.NamedPrincipals())
        {
            var id =
                principal.Type != StatementPrincipalType.Aws ? bindOther?.Invoke(principal)
                : principal.Value == "*" ? null
                : PrincipalBinding.IdOf(principal.Value, call, owner, invalid);
            if (id is not null)
                ids[principal.Value] = id;
        }
        return ids.ToImmutable();
    }
}
