namespace Mantle.Iam.Entities;

/// <summary>
/// The account's rules for console passwords
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"/>).
/// </summary>
[Entity(22)]
sealed record PasswordPolicy : Entity
{
    public const string OnlyKey = "password-policy";

    /// <summary>AWS's default rules, for an account without a policy.</summary>
    public static readonly PasswordPolicy Default = new() { MinimumLength = 8 };

    /// <summary>The error text where AWS's is not known.</summary>
    public const string NotConforming = "Password does not conform to the account password policy.";

    const string Symbols = "!@#$%^&*()_+-=[]{}|'";

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

    /// <summary>The number of previous passwords that cannot be used again, 1 to 24; null when all can.</summary>
    public int? ReusePrevention { get; init; }

    /// <summary>Whether a user cannot replace an expired password without an administrator; null where the request left it out.</summary>
    public bool? HardExpiry { get; init; }

    /// <summary>
    /// AWS's error text for a password that is too short or lacks a kind of character; null for one that conforms. Reuse is checked
    /// elsewhere.
    /// </summary>
    public string? Lack(string password, string accountName)
    {
        if (password.Length < MinimumLength)
            return string.Create(CultureInfo.InvariantCulture, $"Password should have a minimum length of {MinimumLength}");
        bool upper = false,
            lower = false,
            number = false,
            symbol = false;
        foreach (var c in password)
        {
            upper |= char.IsAsciiLetterUpper(c);
            lower |= char.IsAsciiLetterLower(c);
            number |= char.IsAsciiDigit(c);
            symbol |= Symbols.Contains(c, StringComparison.Ordinal);
        }
        var isDefault = ReferenceEquals(this, Default);
        var lacking = new List<string>();
        if (!upper && (isDefault || RequireUppercase))
            lacking.Add("Password should have at least one uppercase letter");
        if (!lower && (isDefault || RequireLowercase))
            lacking.Add("Password should have at least one lowercase letter");
        if (!number && (isDefault || RequireNumbers))
            lacking.Add("Password should have at least one number");
        if (!symbol && (isDefault || RequireSymbols))
            lacking.Add("Password should have at least one symbol");
        if (!isDefault)
            return lacking.FirstOrDefault();
        // AWS's default rules ask for three of the four kinds of characters.
        if (lacking.Count > 1)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Password should meet {lacking.Count - 1} more of the following requirements: {string.Join(", ", lacking)}"
            );
        return password.Equals(accountName, StringComparison.OrdinalIgnoreCase) ? NotConforming : null;
    }
}
