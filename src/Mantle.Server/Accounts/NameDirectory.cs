using System.Collections.Immutable;

namespace Mantle.Server.Accounts;

/// <summary>Names that are unique across accounts (buckets), and the accounts there are. A value of its own, like an account.</summary>
sealed record NameDirectory
{
    public static readonly NameDirectory Empty = new();

    public long Version { get; init; }

    ImmutableDictionary<string, GlobalName> ByKey { get; init; } = ImmutableDictionary<string, GlobalName>.Empty;

    /// <summary>The account that owns a bucket; null when there is no such bucket.</summary>
    public string? OwnerOfBucket(string name) => ByKey.GetValueOrDefault(GlobalName.BucketKey(name))?.AccountId;

    /// <summary>The account whose tokens an issuer signs; null when there is no such issuer.</summary>
    public string? OwnerOfIssuer(string issuerId) => ByKey.GetValueOrDefault(GlobalName.IssuerKey(issuerId))?.AccountId;

    public bool HasAccount(string accountId) => ByKey.ContainsKey(GlobalName.AccountKey(accountId));

    public IEnumerable<string> Accounts =>
        ByKey.Values.Where(name => name.Type == GlobalName.AccountType).Select(name => name.AccountId);

    public NameDirectory Apply(EntityChange change) => this with
    {
        ByKey = change.Entity is GlobalName name ? ByKey.SetItem(change.Key, name) : ByKey.Remove(change.Key),
    };
}

/// <summary>One name of the directory: what it is, and the account that has it.</summary>
sealed record GlobalName(string Type, string Name, string AccountId) : Entity
{
    public const string AccountType = "account", BucketType = "bucket", IssuerType = "issuer";

    public override EntityKind Kind => EntityKind.Name;

    public override string Key => $"{Type}/{Name}";

    public static string BucketKey(string name) => $"{BucketType}/{name}";

    public static string IssuerKey(string issuerId) => $"{IssuerType}/{issuerId}";

    public static string AccountKey(string accountId) => $"{AccountType}/{accountId}";

    public static GlobalName OfAccount(string accountId) => new(AccountType, accountId, accountId);

    public static GlobalName OfIssuer(string issuerId, string accountId) => new(IssuerType, issuerId, accountId);

    public static GlobalName OfBucket(string name, string accountId) => new(BucketType, name, accountId);
}
