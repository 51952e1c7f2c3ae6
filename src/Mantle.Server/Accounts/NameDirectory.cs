using System.Collections.Immutable;

namespace Mantle.Server.Accounts;

/// <summary>Names that are unique across accounts (buckets, account aliases), the accounts there are, and what belongs to several of them. A value of its own, like an account.</summary>
sealed record NameDirectory
{
    public static readonly NameDirectory Empty = new();

    public long Version { get; init; }

    ImmutableDictionary<string, GlobalName> ByKey { get; init; } = ImmutableDictionary<string, GlobalName>.Empty;

    /// <summary>The account that owns a bucket; null when there is no such bucket.</summary>
    public string? OwnerOfBucket(string name) => ByKey.GetValueOrDefault(GlobalName.BucketKey(name))?.AccountId;

    /// <summary>The account that owns the access point with an alias; null when there is no such alias.</summary>
    public string? OwnerOfAccessPoint(string alias) => ByKey.GetValueOrDefault(GlobalName.OfAccessPoint(alias, "").Key)?.AccountId;

    /// <summary>The accounts that own buckets.</summary>
    public IEnumerable<string> BucketOwners => ByKey.Values.Where(name => name.Type == GlobalName.BucketType).Select(name => name.AccountId).Distinct(StringComparer.Ordinal);

    /// <summary>The account that has an email address; null when none has.</summary>
    public string? OwnerOfEmail(string email) => ByKey.GetValueOrDefault(GlobalName.EmailKey(email))?.AccountId;

    /// <summary>The account whose tokens an issuer signs; null when there is no such issuer.</summary>
    public string? OwnerOfIssuer(string issuerId) => ByKey.GetValueOrDefault(GlobalName.IssuerKey(issuerId))?.AccountId;

    /// <summary>The account with an alias; null when no account has it.</summary>
    public string? OwnerOfAlias(string alias) => ByKey.GetValueOrDefault(GlobalName.OfAlias(alias, "").Key)?.AccountId;

    public bool HasAccount(string accountId) => ByKey.ContainsKey(GlobalName.AccountKey(accountId));

    public IEnumerable<string> Accounts =>
        ByKey.Values.Where(name => name.Type == GlobalName.AccountType).Select(name => name.AccountId);

    public Table<DelegationRequest> DelegationRequests { get; private init; } = Table<DelegationRequest>.Empty;

    public NameDirectory Apply(EntityChange change) => change.Kind switch
    {
        EntityKind.DelegationRequest => this with
        {
            DelegationRequests = change.Entity is DelegationRequest request ? DelegationRequests.With(request) : DelegationRequests.Without(change.Key),
        },
        _ => this with { ByKey = change.Entity is GlobalName name ? ByKey.SetItem(change.Key, name) : ByKey.Remove(change.Key) },
    };
}

/// <summary>One name of the directory: what it is, and the account that has it.</summary>
sealed record GlobalName(string Type, string Name, string AccountId) : Entity
{
    public const string AccountType = "account", BucketType = "bucket", AliasType = "alias", EmailType = "email", IssuerType = "issuer", AccessPointType = "access-point";

    public override EntityKind Kind => EntityKind.Name;

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
