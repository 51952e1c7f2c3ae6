namespace Mantle.Policy;

/// <summary>Compiles principals.</summary>
static class PrincipalCompiler
{
    /// <param name="principal">The principal.</param>
    /// <param name="bindings">Unique ids of ARNs, and accounts of canonical user ids.</param>
    /// <param name="pool">Receives its text.</param>
    public static PrincipalRow Compile(StatementPrincipal principal, IReadOnlyDictionary<string, string>? bindings, PatternPool pool)
    {
        var value = principal.Value;
        var form = PrincipalForm.Everyone;
        switch (principal.Type)
        {
            case StatementPrincipalType.Aws when value != "*":
                if (StatementPrincipals.AccountIdOf(value) is { } account)
                {
                    (form, value) = (PrincipalForm.Account, account);
                }
                else if (bindings is not null && bindings.TryGetValue(value, out var id))
                {
                    (form, value) = (PrincipalForm.UniqueId, id);
                }
                else
                {
                    form = StatementPrincipals.IsUniqueId(value) ? PrincipalForm.UniqueId : PrincipalForm.Arn;
                }
                break;
            case StatementPrincipalType.Federated:
                form = PrincipalForm.Federated;
                break;
            case StatementPrincipalType.Service:
                form = PrincipalForm.Service;
                break;
            case StatementPrincipalType.CanonicalUser:
                (form, value) =
                    bindings is not null && bindings.TryGetValue(value, out var owner)
                        ? (PrincipalForm.Account, owner)
                        : (PrincipalForm.CanonicalUser, value);
                break;
        }
        return new PrincipalRow(form, pool.Add(value), value.Length);
    }
}
