using System.Net;
using Mantle.Server.Accounts;
using Mantle.Server.Authentication;
using Mantle.Server.Hosting;
using Mantle.Server.Operations.S3;
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

    /// <summary>The call in a newer state of the account that it writes: the caller's own, or one in its view.</summary>
    /// <exception cref="Refusal">The caller is gone since.</exception>
    public Call In(Account newer)
    {
        if (newer.Id != Account.Id)
        {
            others[newer.Id] = newer;
            return this;
        }
        return ReferenceEquals(newer, Account) ? this : this with
        {
            Caller = Caller.In(newer) ?? throw new Refusal("InvalidClientTokenId", 403, "The security token included in the request is invalid."),
        };
    }

    /// <summary>Accounts besides the caller's that the call was given a view of, before it was authorized.</summary>
    readonly Dictionary<string, Account> others = new(StringComparer.Ordinal);

    /// <summary>Takes further accounts into the view; those that do not exist are left out.</summary>
    public async ValueTask IncludeAsync(IEnumerable<string> accountIds)
    {
        foreach (var id in accountIds)
            if (id != Account.Id && await Server.Ledger.AccountAsync(id) is { } account)
            {
                others[id] = account;
                await ViewOrganizationAsync(account);
            }
    }

    readonly Dictionary<string, Organization> organizations = new(StringComparer.Ordinal);

    /// <summary>Takes the organization of an account into the view, once for the call.</summary>
    public ValueTask ViewOrganizationAsync(Account account)
    {
        return account.Membership is { } membership && !organizations.ContainsKey(membership.OrganizationId) ? LoadAsync(membership.OrganizationId) : ValueTask.CompletedTask;

        async ValueTask LoadAsync(string id)
        {
            if (await Server.Ledger.OrganizationAsync(id) is { } organization)
                View(organization);
        }
    }

    /// <summary>Takes an organization into the view that the caller need not be a member of.</summary>
    public async ValueTask IncludeOrganizationAsync(string id)
    {
        if (!organizations.ContainsKey(id) && await Server.Ledger.OrganizationAsync(id) is { } organization)
            View(organization);
    }

    /// <summary>Takes a state of an organization into the view, in place of an older one.</summary>
    public void View(Organization organization)
    {
        organizations[organization.Id] = organization;
        guarded = null;
    }

    /// <summary>An organization of the view.</summary>
    public Organization? FindOrganization(string id) => organizations.GetValueOrDefault(id) is { Settings: not null } found ? found : null;

    /// <summary>The organization that an account of the view is a member of; null for a standalone account.</summary>
    public Organization? OrganizationOf(Account account) =>
        account.Membership is { } membership && FindOrganization(membership.OrganizationId) is { } organization && organization.Members.Find(account.Id) is not null
            ? organization
            : null;

    /// <summary>The control policies that bind an account of the view, or its resources; null where none do.</summary>
    public Guardrails? GuardrailsOf(Account account)
    {
        if (account.Membership is not { } membership)
            return null;
        if (!ReferenceEquals(account, guarded))
            (guarded, guardrails) = (account, organizations.TryGetValue(membership.OrganizationId, out var organization) ? organization.GuardrailsOf(account.Id) : null);
        return guardrails;
    }

    /// <summary>The account that was asked about last, and its answer: caller and owner are mostly one.</summary>
    Account? guarded;

    Guardrails? guardrails;

    /// <summary>The organization of the caller's account.</summary>
    public Organization? Organization => OrganizationOf(Account);

    /// <summary>
    /// Whether an account of the view was closed: nobody acts for it, and what it owns answers nobody
    /// (<see href="https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html"/>).
    /// </summary>
    public bool IsClosed(Account account) => OrganizationOf(account)?.Members.Find(account.Id)?.State == Member.Suspended;

    /// <summary>Nobody acts for an account that was closed.</summary>
    /// <exception cref="Refusal">The caller's account is closed.</exception>
    public void RefuseSuspended()
    {
        if (IsClosed(Account))
            throw new Refusal("InvalidClientTokenId", 403, "The security token included in the request is invalid.");
    }

    /// <summary>The accounts that own buckets, looked up once for the call.</summary>
    readonly Dictionary<string, string> bucketOwners = new(StringComparer.Ordinal);

    /// <summary>A bucket and the account that owns it; null when there is no such bucket.</summary>
    public async ValueTask<BucketView?> FindBucketAsync(string name)
    {
        if (FindBucket(name) is { } view)
            return view;
        var owner = (await Server.Ledger.DirectoryAsync()).OwnerOfBucket(name);
        if (owner is null)
            return null;
        await IncludeAsync([owner]);
        bucketOwners[name] = owner;
        return FindBucket(name);
    }

    /// <summary>What stands for access points in this call, an alias for instance, to the point's account and name.</summary>
    readonly Dictionary<string, (string AccountId, string Name)> accessPoints = new(StringComparer.Ordinal);

    /// <summary>Notes that a text in a bucket's place means an access point, whose account and bucket are in the view.</summary>
    public void NoteAccessPoint(string text, string accountId, string name) => accessPoints[text] = (accountId, name);

    /// <summary>A bucket, or one behind an access point, that was found before, in the state that the call sees; null when it is gone since.</summary>
    public BucketView? FindBucket(string name) =>
        !accessPoints.TryGetValue(name, out var reference) ? FindOwnBucket(name)
        : FindAccount(reference.AccountId) is { } owner && owner.AccessPoints.Find(reference.Name) is { } point && FindOwnBucket(point.Bucket) is { } view && view.Bucket.Id == point.BucketId
            ? view with { Point = point, PointOwner = owner }
            : null;

    BucketView? FindOwnBucket(string name) =>
        bucketOwners.TryGetValue(name, out var owner) && FindAccount(owner) is { } account && account.Buckets.Find(name) is { } bucket
            ? new BucketView(bucket, account)
            : null;

    /// <summary>
    /// How the call's authorization is enforced. For an anonymous caller it stands in for authentication, which is never relaxed: what
    /// nobody signed gets what policies give to everyone, and nothing else.
    /// </summary>
    public Enforcement Enforcement => Caller.IsAnonymous ? Enforcement.On : Server.Options.Enforcement;

    /// <summary>The denial of a further access; null when it is allowed or nothing is enforced.</summary>
    public Denial? FindDenial(Access access) =>
        Enforcement == Enforcement.On ? Authorizer.FindDenial(this, access) : null;

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
sealed record BucketView(Bucket Bucket, Account Owner)
{
    /// <summary>The access point that the request came through; null where it names the bucket.</summary>
    public AccessPoint? Point { get; init; }

    /// <summary>The account of the access point.</summary>
    public Account? PointOwner { get; init; }
}
