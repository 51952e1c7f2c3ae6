namespace Mantle.Server.Accounts;

/// <summary>
/// One thing of an account that is written as a whole: a user with its keys and inline policies, a role with its trust policy, …
/// Immutable; a change replaces it. <see cref="Kind"/> and <see cref="Key"/> name it within its account.
/// </summary>
abstract record Entity
{
    [JsonIgnore]
    public abstract EntityKind Kind { get; }

    /// <summary>Unique among the account's entities of this kind, ignoring case.</summary>
    [JsonIgnore]
    public abstract string Key { get; }
}

/// <summary>The kinds of entities; the numbers are stored, so they never change their meaning.</summary>
enum EntityKind : byte
{
    Root = 1,
    User = 2,
    Group = 3,
    Role = 4,
    ManagedPolicy = 5,
    InstanceProfile = 6,
    Bucket = 7,
    Name = 8,
    AccessPoint = 9,
    OrganizationSettings = 50,
    Unit = 51,
    Member = 52,
    OrganizationPolicy = 53,
    Handshake = 54,
    AccountCreation = 55,
    Delegation = 56,
    Transfer = 57,
    Membership = 58,
    ReceivedHandshake = 59,
    OidcProvider = 30,
    SamlProvider = 31,
    OutboundFederation = 32,
    VirtualMfaDevice = 20,
    ServerCertificate = 21,
    PasswordPolicy = 22,
    AccountSettings = 40,
    RoleDeletion = 41,
    DelegationRequest = 42,
}

/// <summary>An entity written (<see cref="Entity"/> set) or removed (null), as the store and the change log see it.</summary>
readonly record struct EntityChange(EntityKind Kind, string Key, Entity? Entity)
{
    public static EntityChange Put(Entity entity) => new(entity.Kind, entity.Key, entity);

    public static EntityChange Remove(Entity entity) => new(entity.Kind, entity.Key, null);
}
