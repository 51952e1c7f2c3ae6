namespace Mantle.Policy;

/// <summary>The valid forms of a principal's name.</summary>
static class PrincipalRules
{
    public static bool IsWellFormed(StatementPrincipal principal, PolicyType type) =>
        principal.Type switch
        {
            StatementPrincipalType.Everyone => true,
            StatementPrincipalType.Aws => IsAws(principal.Value),
            StatementPrincipalType.Federated => IsFederated(principal.Value),
            StatementPrincipalType.Service => IsDomain(principal.Value) || (principal.Value == "*" && type != PolicyType.Trust),
            _ => type != PolicyType.Trust && principal.Value.Length > 0,
        };

    static bool IsAws(string value)
    {
        if (value == "*" || StatementPrincipals.AccountIdOf(value) is not null || StatementPrincipals.IsUniqueId(value))
            return true;
        if (
            !Arn.TryParse(value, out var arn)
            || arn.Partition.IsEmpty
            || !arn.Region.IsEmpty
            || !StatementPrincipals.IsAccountId(arn.AccountId)
        )
            // CloudFront's origin access identities are users of an account with the name cloudfront.
            return value.StartsWith("arn:aws:iam::cloudfront:user/", StringComparison.Ordinal) && !HasWildcard(value);
        if (HasWildcard(value))
            return false;
        var resource = arn.Resource;
        return arn.Service switch
        {
            "iam" => IsNamed(resource, "user/") || IsNamed(resource, "role/"),
            "sts" => IsNamed(resource, "federated-user/")
                || (IsNamed(resource, "assumed-role/") && resource["assumed-role/".Length..].IndexOf('/') > 0 && resource[^1] != '/'),
            _ => false,
        };
    }

    static bool HasWildcard(string value) => value.AsSpan().ContainsAny('*', '?');

    static bool IsNamed(ReadOnlySpan<char> resource, string kind) => resource.Length > kind.Length && resource.StartsWith(kind);

    static bool IsFederated(string value)
    {
        if (!Arn.TryParse(value, out var arn))
            return IsDomain(value);
        return arn.Service is "iam"
            && StatementPrincipals.IsAccountId(arn.AccountId)
            && (IsNamed(arn.Resource, "saml-provider/") || IsNamed(arn.Resource, "oidc-provider/"));
    }

    static bool IsDomain(string value)
    {
        if (value.Length is 0 or > 253 || !value.Contains('.'))
            return false;
        foreach (var label in value.Split('.'))
            if (
                label.Length == 0
                || label[0] == '-'
                || label[^1] == '-'
                || !label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            )
                return false;
        return true;
    }
}
