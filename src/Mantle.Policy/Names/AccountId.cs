using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Mantle.Policy;

/// <summary>The id of an AWS account: twelve digits.</summary>
/// <remarks>
/// Wraps a string, so it costs what a string costs. The default value is not an account id. See
/// <see href="https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html">View AWS account identifiers</see>.
/// </remarks>
[JsonConverter(typeof(AccountIdJsonConverter))]
public readonly struct AccountId : IEquatable<AccountId>
{
    readonly string? digits;

    AccountId(string digits) => this.digits = digits;

    /// <summary>Number of digits in an account id.</summary>
    public const int Length = 12;

    /// <summary>Whether the text is twelve digits.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) => text.Length == Length && AsciiText.CountDigits(text) == Length;

    /// <summary>Parses twelve digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AccountId account)
    {
        var isValid = IsValid(text);
        account = isValid ? new AccountId(text!) : default;
        return isValid;
    }

    /// <summary>Parses twelve digits.</summary>
    /// <exception cref="FormatException">The text is not twelve digits.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out var account) ? account : throw new FormatException($"'{text}' is not an account id of twelve digits.");

    /// <summary>The digits as a string.</summary>
    public static implicit operator string(AccountId account) => account.ToString();

    /// <inheritdoc/>
    public bool Equals(AccountId other) => string.Equals(digits, other.digits, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AccountId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => digits is null ? 0 : digits.GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether both are the same account id.</summary>
    public static bool operator ==(AccountId left, AccountId right) => left.Equals(right);

    /// <summary>Whether the accounts differ.</summary>
    public static bool operator !=(AccountId left, AccountId right) => !left.Equals(right);

    /// <summary>The digits; empty for the default value.</summary>
    public override string ToString() => digits ?? "";
}
