namespace Mantle.Core.Accounts;

/// <summary>What is set for an account as a whole; absent until something is.</summary>
[Entity(40)]
public sealed record AccountSettings : Entity
{
    /// <summary>Nothing was set.</summary>
    public static AccountSettings Unset { get; } = new();

    public override string Key => "settings";

    /// <summary>The account's alias, unique among all accounts.</summary>
    public string? Alias { get; init; }

    /// <summary>
    /// Whether the global endpoint issues tokens that are valid in every region (version 2) or only in the oldest ones (1).
    /// </summary>
    public int GlobalEndpointTokenVersion { get; init; } = 1;
}
