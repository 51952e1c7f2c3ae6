namespace Mantle.Core.Accounts;

/// <summary>Settings of the account as a whole. Absent until one is changed.</summary>
[Entity(40)]
public sealed record AccountSettings : Entity
{
    /// <summary>The settings of an account that changed none.</summary>
    public static AccountSettings Unset { get; } = new();

    public override string Key => "settings";

    /// <summary>The account's alias, unique among all accounts.</summary>
    public string? Alias { get; init; }

    /// <summary>
    /// Token version of the global STS endpoint: 2 for tokens that are valid in every region, 1 for the regions that are enabled by
    /// default.
    /// </summary>
    public int GlobalEndpointTokenVersion { get; init; } = 1;
}
