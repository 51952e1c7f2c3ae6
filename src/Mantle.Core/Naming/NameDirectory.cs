namespace Mantle.Core.Naming;

/// <summary>
/// Names that are unique across accounts (buckets, account aliases), the accounts there are, and what belongs to several of them. A value
/// of its own, like an account.
/// </summary>
public sealed record NameDirectory
{
    public static readonly NameDirectory Empty = new();

    public long Version { get; init; }

    /// <summary>The directory's entities.</summary>
    public Slices Slices { get; private init; } = Slices.Empty;

    Table<GlobalName> Names => Slices.Table<GlobalName>();

    /// <summary>The account that owns a bucket; null when there is no such bucket.</summary>
    public string? OwnerOfBucket(string name) => Names.Find(GlobalName.BucketKey(name))?.AccountId;

    /// <summary>The account that owns the access point with an alias; null when there is no such alias.</summary>
    public string? OwnerOfAccessPoint(string alias) => Names.Find(GlobalName.OfAccessPoint(alias, "").Key)?.AccountId;

    /// <summary>The accounts that own buckets.</summary>
    public IEnumerable<string> BucketOwners =>
        Names.All.Where(name => name.Type == GlobalName.BucketType).Select(name => name.AccountId).Distinct(StringComparer.Ordinal);

    /// <summary>The account that has an email address; null when none has.</summary>
    public string? OwnerOfEmail(string email) => Names.Find(GlobalName.EmailKey(email))?.AccountId;

    /// <summary>The account whose tokens an issuer signs; null when there is no such issuer.</summary>
    public string? OwnerOfIssuer(string issuerId) => Names.Find(GlobalName.IssuerKey(issuerId))?.AccountId;

    /// <summary>The account with an alias; null when no account has it.</summary>
    public string? OwnerOfAlias(string alias) => Names.Find(GlobalName.OfAlias(alias, "").Key)?.AccountId;

    public bool HasAccount(string accountId) => Names.Find(GlobalName.AccountKey(accountId)) is not null;

    public IEnumerable<string> Accounts => Names.All.Where(name => name.Type == GlobalName.AccountType).Select(name => name.AccountId);

    /// <summary>The directory that was stored.</summary>
    public static NameDirectory Of(long version, IReadOnlyList<Entity> entities) =>
        new() { Version = version, Slices = Slices.Of(entities) };

    /// <summary>The directory after a change.</summary>
    public NameDirectory Apply(EntityChange change) => this with { Slices = Slices.Apply(change) };
}

/// <summary>One name of the directory: what it is, and the account that has it.</summary>
[Entity(8, Owner = EntityOwner.Directory)]
public sealed record GlobalName(string Type, string Name, string AccountId) : Entity
{
    public const string AccountType = "account",
        BucketType = "bucket",
        AliasType = "alias",
        EmailType = "email",
        IssuerType = "issuer",
        AccessPointType = "access-point";

    public override string Key => $"{Type}/{Name}";

    public static string BucketKey(string name) => $"{BucketType}/{name}";

    public static string IssuerKey(string issuerId) => $"{IssuerType}/{issuerId}";

    public static string AccountKey(string accountId) => $"{AccountType}/{accountId}";

    /// <summary>Addresses differ by more than case.</summary>
    public static string EmailKey(string email) => $"{EmailType}/{email.ToLowerInvariant()}";

    public static GlobalName OfEmail(string email, string accountId) => new(EmailType, email.ToLowerInvariant(), accountId);

    public static GlobalName OfAccount(string accountId) => new(AccountType, accountId, accountId);

    public static GlobalName OfIssuer(string issuerId, string accountId) => new(IssuerType, issuerId, accountId);

    public static GlobalName OfBucket(string name, string accountId) => new(BucketType, name, accountId);

    public static GlobalName OfAccessPoint(string alias, string accountId) => new(AccessPointType, alias, accountId);

    public static GlobalName OfAlias(string alias, string accountId) => new(AliasType, alias, accountId);
}
