namespace Mantle.Policy;

/// <summary>Says in which form a principal is compared.</summary>
static class PrincipalCompiler
{
    /// <param name="principal">The principal.</param>
    /// <param name="bindings">Unique ids of ARNs, and accounts of canonical users, that the policy is bound to.</param>
    /// <param name="pool">Takes its text.</param>
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
