namespace Mantle.Policy;

/// <summary>The forms of principals' names.</summary>
static class StatementPrincipals
{
    /// <summary>The account in <c>123456789012</c> or <c>arn:aws:iam::123456789012:root</c>; null for other names.</summary>
    public static string? AccountIdOf(string value)
    {
        if (IsAccountId(value))
            return value;
        return Arn.TryParse(value, out var arn) && arn.Service is "iam" && arn.Resource is "root" && IsAccountId(arn.AccountId)
            ? arn.AccountId.ToString()
            : null;
    }

    public static bool IsAccountId(ReadOnlySpan<char> value) => AccountId.IsValid(value);

    /// <summary>Whether it is the unique id of a user or role, which AWS shows after the user or role was deleted.</summary>
    public static bool IsUniqueId(string value) =>
        (value.StartsWith("AIDA", StringComparison.Ordinal) || value.StartsWith("AROA", StringComparison.Ordinal))
        && value.All(char.IsAsciiLetterOrDigit);
}
