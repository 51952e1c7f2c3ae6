namespace Mantle.Core.Accounts;

/// <summary>A long-term access key. Its secret is kept apart, sealed (<see cref="Account.Secrets"/>), under the key's own id.</summary>
public sealed record AccessKey(string Id, DateTimeOffset CreateDate, bool Active);

/// <summary>The root user of an account: full access, no policies.</summary>
[Entity(1)]
public sealed record RootUser : Entity
{
    public override string Key => "root";

    public required string AccountName { get; init; }

    /// <summary>The email address that is unique among all accounts; null for one that was given none.</summary>
    public string? Email { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public System.Collections.Immutable.ImmutableArray<AccessKey> AccessKeys { get; init; } = [];

    public System.Collections.Immutable.ImmutableArray<MfaDevice> MfaDevices
    {
        // Root users that were stored before they could have a device.
        get => field.IsDefault ? [] : field;
        init;
    } = [];
}
