using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Wire;

namespace Mantle.Core.ResourcePolicies;

/// <summary>
/// A resource policy in a request, parsed once. It is parsed before authorization to load the accounts that it names. The service
/// validates it after authorization, so that a caller without permission learns nothing.
/// </summary>
/// <param name="Text">The document.</param>
/// <param name="Document">The parsed document; null if it is not a policy.</param>
/// <param name="Problems">Why it is not a policy.</param>
public sealed record ResourcePolicyDraft(string Text, PolicyDocument? Document, IReadOnlyList<PolicyProblem> Problems)
{
    /// <summary>Parses a document and loads the accounts of its principals into the view, so that they can be checked.</summary>
    public static async ValueTask<ResourcePolicyDraft> PrepareAsync(Call call, string text)
    {
        if (PolicyDocument.TryParse(text, out var document, out var problems))
            await call.View.IncludeAsync(PrincipalBinding.AccountsNamedIn(document));
        return new ResourcePolicyDraft(text, document, problems);
    }

    /// <summary>Binds the users and roles that the document names to their current unique ids.</summary>
    /// <param name="call">The call, with those accounts in its view.</param>
    /// <param name="owner">The account of the resource, in the state that is being changed.</param>
    /// <param name="invalid">The error for a principal that does not exist.</param>
    /// <param name="bindOther">
    /// Checks a principal that is not in an account, such as a service, and returns the id to bind it to; null to bind it to nothing.
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
