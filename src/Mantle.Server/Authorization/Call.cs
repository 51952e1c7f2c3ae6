using System.Net;
using Mantle.Server.Accounts;
using Mantle.Server.Authentication;
using Mantle.Server.Protocol;

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

    /// <summary>The caller's account.</summary>
    public Account Account => Caller.Account;

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

    /// <summary>An account of the view; null when it does not exist or is not in the view.</summary>
    public Account? FindAccount(string id) => id == Account.Id ? Account : others.GetValueOrDefault(id);
}
