using System.Net;
using Mantle.Server.Accounts;
using Mantle.Server.Authentication;
using Mantle.Server.Hosting;
using Mantle.Server.Protocol;
using Mantle.Wire;

namespace Mantle.Server.Authorization;

/// <summary>An authenticated call: who, when, from where, and the view of the accounts it is decided on.</summary>
sealed record Call
{
    public required string RequestId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>The signing scope's service: <c>iam</c>, <c>sts</c>, <c>s3</c>, <c>mantle</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The signing scope's region.</summary>
    public required string Region { get; init; }

    public required IPAddress SourceIp { get; init; }

    public required bool Secure { get; init; }

    public string? UserAgent { get; init; }

    public string? Referer { get; init; }

    public required Services Server { get; init; }

    /// <summary>The body of an S3 request, for operations that read it as it comes.</summary>
    public RequestBody? Body { get; init; }

    /// <summary>The caller's account.</summary>
    public Account Account => Caller.Account;

    /// <summary>When an MFA code was verified: in this call, or when the caller's session was made. Null when none was.</summary>
    public DateTimeOffset? MfaAt => codeVerified ? Time : Caller.Session?.MfaAt;

    bool codeVerified;

    /// <summary>Notes that this call brought an MFA code, which was verified.</summary>
    public void NoteMfa() => codeVerified = true;

    /// <summary>The call in a newer state of the caller's account.</summary>
    /// <exception cref="Refusal">The caller is gone since.</exception>
    public Call In(Account newer) => ReferenceEquals(newer, Account) ? this : this with
    {
        Caller = Caller.In(newer) ?? throw new Refusal("InvalidClientTokenId", 403, "The security token included in the request is invalid."),
    };

    /// <summary>Accounts besides the caller's that the call was given a view of, before it was authorized.</summary>
    readonly Dictionary<string, Account> others = new(StringComparer.Ordinal);

    /// <summary>Takes further accounts into the view; those that do not exist are left out.</summary>
    public async ValueTask IncludeAsync(IEnumerable<string> accountIds)
    {
        foreach (var id in accountIds)
            if (id != Account.Id && await Server.Ledger.AccountAsync(id) is { } account)
                others[id] = account;
    }

    readonly Dictionary<string, BucketView> buckets = new(StringComparer.Ordinal);

    /// <summary>A bucket and the account that owns it, looked up once for the call; null when there is no such bucket.</summary>
    public async ValueTask<BucketView?> FindBucketAsync(string name)
    {
        if (buckets.TryGetValue(name, out var view))
            return view;
        var owner = (await Server.Ledger.DirectoryAsync()).OwnerOfBucket(name);
        if (owner is null)
            return null;
        await IncludeAsync([owner]);
        if (FindAccount(owner) is not { } account || account.Buckets.Find(name) is not { } bucket)
            return null;
        return buckets[name] = new BucketView(bucket, account);
    }

    /// <summary>A bucket that <see cref="FindBucketAsync"/> has found.</summary>
    public BucketView Bucket(string name) => buckets[name];

    /// <summary>The denial of a further access; null when it is allowed or nothing is enforced.</summary>
    public Denial? FindDenial(Access access) =>
        Server.Options.Enforcement == Enforcement.On ? Authorizer.FindDenial(this, access) : null;

    /// <summary>Goes on only if a further access is allowed, whose need turned out while the call was executed.</summary>
    /// <exception cref="Refusal">It is denied.</exception>
    public void Demand(Access access)
    {
        if (FindDenial(access) is { } denial)
            throw new Refusal(CommonErrors.AccessDenied(denial.Message(this))) { Denial = denial };
    }

    /// <summary>An account of the view; null when it does not exist or is not in the view.</summary>
    public Account? FindAccount(string id) => id == Account.Id ? Account : others.GetValueOrDefault(id);
}

/// <summary>A bucket, in the view of the account that owns it.</summary>
sealed record BucketView(Bucket Bucket, Account Owner);
