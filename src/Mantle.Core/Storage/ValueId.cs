namespace Mantle.Core.Storage;

/// <summary>Id of a value in the store: an account or an organization.</summary>
public readonly record struct ValueId(string Text)
{
    const string AccountPrefix = "account/",
        OrganizationPrefix = "organization/",
        SettingPrefix = "setting/";

    /// <summary>Id of the names in the change log. Names have no version.</summary>
    public static readonly ValueId Names = new("names");

    public static ValueId Account(AccountId accountId) => new(AccountPrefix + accountId);

    public static ValueId Organization(string organizationId) => new(OrganizationPrefix + organizationId);

    /// <summary>Id of a setting in the change log. Settings have no version.</summary>
    public static ValueId Setting(string name) => new(SettingPrefix + name);

    /// <summary>The setting's name; null if the id is not a setting's.</summary>
    public string? SettingName => After(SettingPrefix);

    /// <summary>The account's id; null if the value is not an account.</summary>
    public AccountId? AccountId => Mantle.Policy.AccountId.TryParse(After(AccountPrefix), out var account) ? account : null;

    /// <summary>The organization's id; null if the value is not an organization.</summary>
    public string? OrganizationId => After(OrganizationPrefix);

    string? After(string prefix) => Text.StartsWith(prefix, StringComparison.Ordinal) ? Text[prefix.Length..] : null;

    public override string ToString() => Text;
}
