namespace Mantle.Server.Accounts;

/// <summary>What is set for an account as a whole; absent until something is.</summary>
sealed record AccountSettings : Entity
{
    public override EntityKind Kind => EntityKind.AccountSettings;

    public override string Key => "settings";

    /// <summary>The account's alias, unique among all accounts.</summary>
    public string? Alias { get; init; }

    /// <summary>Block Public Access for every bucket and access point of the account; null where it was never set.</summary>
    public PublicAccessBlock? PublicAccess { get; init; }

    /// <summary>Whether the global endpoint issues tokens that are valid in every region (version 2) or only in the oldest ones (1).</summary>
    public int GlobalEndpointTokenVersion { get; init; } = 1;
}
