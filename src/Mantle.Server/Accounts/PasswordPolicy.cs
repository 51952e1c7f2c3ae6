namespace Mantle.Server.Accounts;

/// <summary>
/// The account's own rules for console passwords
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"/>).
/// </summary>
sealed record PasswordPolicy : Entity
{
    public const string OnlyKey = "password-policy";

    /// <summary>AWS's rules for an account that has none of its own.</summary>
    public static readonly PasswordPolicy Default = new() { MinimumLength = 8 };

    const string Symbols = "!@#$%^&*()_+-=[]{}|'";

    public override EntityKind Kind => EntityKind.PasswordPolicy;

    public override string Key => OnlyKey;

    /// <summary>In characters, 6 to 128.</summary>
    public int MinimumLength { get; init; } = 6;

    public bool RequireSymbols { get; init; }

    public bool RequireNumbers { get; init; }

    public bool RequireUppercase { get; init; }

    public bool RequireLowercase { get; init; }

    public bool AllowUsersToChangePassword { get; init; }

    /// <summary>In days, 1 to 1095; null when passwords do not expire.</summary>
    public int? MaxAge { get; init; }

    /// <summary>How many previous passwords cannot be used again, 1 to 24; null when all can.</summary>
    public int? ReusePrevention { get; init; }

    /// <summary>Whether only an administrator can set a new password after one has expired; null where nothing was said.</summary>
    public bool? HardExpiry { get; init; }

    /// <summary>Whether a password has the length and the characters asked for. Reuse is another question.</summary>
    public bool Allows(string password, string accountName)
    {
        bool upper = false, lower = false, number = false, symbol = false;
        foreach (var c in password)
        {
            upper |= char.IsAsciiLetterUpper(c);
            lower |= char.IsAsciiLetterLower(c);
            number |= char.IsAsciiDigit(c);
            symbol |= Symbols.Contains(c, StringComparison.Ordinal);
        }
        if (password.Length < MinimumLength)
            return false;
        if (ReferenceEquals(this, Default))
            return (upper ? 1 : 0) + (lower ? 1 : 0) + (number ? 1 : 0) + (symbol ? 1 : 0) >= 3
                && !password.Equals(accountName, StringComparison.OrdinalIgnoreCase);
        return (upper || !RequireUppercase) && (lower || !RequireLowercase) && (number || !RequireNumbers) && (symbol || !RequireSymbols);
    }
}
