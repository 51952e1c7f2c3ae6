namespace Mantle.Core.Storage;

/// <summary>Names a value of the store: an account or an organization.</summary>
public readonly record struct ValueId(string Text)
{
    const string AccountPrefix = "account/",
        OrganizationPrefix = "organization/",
        SettingPrefix = "setting/";

    /// <summary>Stands in the change log for the names, which have no version.</summary>
    public static readonly ValueId Names = new("names");

    public static ValueId Account(string accountId) => new(AccountPrefix + accountId);

    public static ValueId Organization(string organizationId) => new(OrganizationPrefix + organizationId);

    /// <summary>Stands in the change log for a setting, which has no version.</summary>
    public static ValueId Setting(string name) => new(SettingPrefix + name);

    /// <summary>The setting's name; null where it is none.</summary>
    public string? SettingName => After(SettingPrefix);

    /// <summary>The account's id; null where the value is no account.</summary>
    public string? AccountId => After(AccountPrefix);

    /// <summary>The organization's id; null where the value is no organization.</summary>
    public string? OrganizationId => After(OrganizationPrefix);

    string? After(string prefix) => Text.StartsWith(prefix, StringComparison.Ordinal) ? Text[prefix.Length..] : null;

    public override string ToString() => Text;
}
