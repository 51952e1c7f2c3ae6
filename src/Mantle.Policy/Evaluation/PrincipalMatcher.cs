namespace Mantle.Policy;

/// <summary>Finds the forms in which a statement's principals name a caller.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">
/// AWS JSON policy elements: Principal</see>.
/// </remarks>
static class PrincipalMatcher
{
    /// <summary>All forms in which these principals name the caller.</summary>
    public static PrincipalMatch Match(ReadOnlySpan<PrincipalRow> principals, ReadOnlySpan<char> pool, Principal caller)
    {
        var match = PrincipalMatch.None;
        foreach (ref readonly var principal in principals)
            match |= Match(principal.Form, principal.In(pool), caller);
        return match;
    }

    /// <summary>
    /// Whether <c>NotPrincipal</c> of a Deny exempts the caller: the principal and its account, and for a session also its role or user,
    /// must all be listed, and the caller must have no permissions boundary.
    /// </summary>
    public static bool Spares(ReadOnlySpan<PrincipalRow> principals, ReadOnlySpan<char> pool, Principal caller, bool hasBoundary)
    {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html: with a boundary nobody is exempt.
        if (hasBoundary)
            return false;
        var match = Match(principals, pool, caller);
        if ((match & PrincipalMatch.Everyone) != 0)
            return true;
        var all = caller.Kind switch
        {
            PrincipalKind.Root => PrincipalMatch.Account,
            PrincipalKind.User => PrincipalMatch.Account | PrincipalMatch.Self,
            PrincipalKind.RoleSession or PrincipalKind.ServiceLinkedRoleSession => PrincipalMatch.Account
                | PrincipalMatch.Role
                | PrincipalMatch.Self,
            PrincipalKind.FederatedUser => caller.IsFederatedRoot
                ? PrincipalMatch.Account | PrincipalMatch.Self
                : PrincipalMatch.Account | PrincipalMatch.UserOfSession | PrincipalMatch.Self,
            PrincipalKind.Anonymous => PrincipalMatch.Everyone,
            _ => PrincipalMatch.Self,
        };
        return (match & all) == all;
    }

    static PrincipalMatch Match(PrincipalForm form, ReadOnlySpan<char> name, Principal caller)
    {
        switch (form)
        {
            case PrincipalForm.Everyone:
                return PrincipalMatch.Everyone;
            case PrincipalForm.Account:
                return name.SequenceEqual(caller.AccountId) ? PrincipalMatch.Account : PrincipalMatch.None;
            case PrincipalForm.CanonicalUser:
                return caller.CanonicalUserId is { } id && name.SequenceEqual(id) ? PrincipalMatch.Account : PrincipalMatch.None;
            case PrincipalForm.Arn:
                if (name.SequenceEqual(caller.Arn))
                    return PrincipalMatch.Self;
                if (caller.RoleArn is { } role && name.SequenceEqual(role))
                    return PrincipalMatch.Role;
                return caller.UserArn is { } user && name.SequenceEqual(user) ? PrincipalMatch.UserOfSession : PrincipalMatch.None;
            case PrincipalForm.UniqueId:
                if (name.IsEmpty || !name.SequenceEqual(caller.UniqueId))
                    return PrincipalMatch.None;
                return caller.Kind switch
                {
                    PrincipalKind.User => PrincipalMatch.Self,
                    PrincipalKind.FederatedUser => PrincipalMatch.UserOfSession,
                    _ => PrincipalMatch.Role,
                };
            case PrincipalForm.Federated:
                if (caller.Provider is not { } provider || !(name is "*" || name.SequenceEqual(provider)))
                    return PrincipalMatch.None;
                return caller.Kind is PrincipalKind.WebIdentity or PrincipalKind.Saml ? PrincipalMatch.Self : PrincipalMatch.Role;
            default:
                foreach (var service in caller.ServiceNames)
                    if (name is "*" || name.SequenceEqual(service))
                        return PrincipalMatch.Self;
                return PrincipalMatch.None;
        }
    }
}
