namespace Mantle.Core.Accounts;

/// <summary>A long-term access key. Its secret is stored sealed in <see cref="Account.Secrets"/> under the key's id.</summary>
public sealed record AccessKey(string Id, DateTimeOffset CreateDate, bool Active);

/// <summary>The root user of an account. It has full access and no identity policies.</summary>
[Entity(1)]
public sealed record RootUser : Entity
{
    public override string Key => "root";

    public required string AccountName { get; init; }

    /// <summary>The root user's email address, unique among all accounts; null if none was given.</summary>
    public string? Email { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public System.Collections.Immutable.ImmutableArray<AccessKey> AccessKeys { get; init; } = [];

    public System.Collections.Immutable.ImmutableArray<MfaDevice> MfaDevices
    {
        // Older stored root users have no list of devices.
        get => field.IsDefault ? [] : field;
        init;
    } = [];
}
