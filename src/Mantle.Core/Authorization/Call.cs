using System.Net;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Organizations;
using Mantle.Wire;

namespace Mantle.Core.Authorization;

/// <summary>An authenticated call: who, when and from where, with the view it is decided on and the gate that decides.</summary>
public sealed record Call
{
    public required string RequestId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>The service in the credential scope: <c>iam</c>, <c>sts</c>, <c>s3</c>, <c>mantle</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The service's own rules for deciding and recording.</summary>
    public ServiceTraits Traits { get; init; } = ServiceTraits.Usual;

    /// <summary>The region in the credential scope.</summary>
    public required string Region { get; init; }

    public required IPAddress SourceIp { get; init; }

    /// <summary><c>aws:SecureTransport</c>: whether every hop of the request used TLS.</summary>
    public required bool Secure { get; init; }

    /// <summary>The TLS of the connection; null without TLS, or where a proxy had it.</summary>
    public TlsDetails? Tls { get; init; }

    public string? UserAgent { get; init; }

    public string? Referer { get; init; }

    /// <summary>The accounts and organizations that the call is decided on.</summary>
    public required AccountView View { get; init; }

    /// <summary>Decides the call's accesses.</summary>
    public required Gate Gate { get; init; }

    /// <summary>The caller's account.</summary>
    public Account Account => Caller.Account;

    /// <summary>The organization of the caller's account.</summary>
    public Organization? Organization => View.OrganizationOf(Account);

    /// <summary>When an MFA code was verified, in this call or for the caller's session; null if none was.</summary>
    public DateTimeOffset? MfaAt => codeVerified ? Time : Caller.Session?.MfaAt;

    bool codeVerified;

    /// <summary>Notes that an MFA code in this call was verified.</summary>
    public void NoteMfa() => codeVerified = true;

    /// <summary>The call with a newer state of the account that it writes: the caller's own account, or another one in the view.</summary>
    /// <exception cref="ApiException">InvalidClientTokenId: the caller was deleted since.</exception>
    public Call WithAccountState(Account newer)
    {
        View.Put(newer);
        if (newer.Id != Account.Id || ReferenceEquals(newer, Account))
            return this;
        return this with { Caller = Caller.WithAccountState(newer) ?? throw CredentialErrors.NoLongerValid() };
    }

    /// <summary>Refuses the call if the caller's account is closed.</summary>
    /// <exception cref="ApiException">InvalidClientTokenId: the caller's account is closed.</exception>
    public void RefuseSuspended()
    {
        if (View.IsClosed(Account))
            throw CredentialErrors.NoLongerValid();
    }

    /// <summary>Throws unless an additional access is allowed.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void Demand(Access access) => Gate.Demand(this, access);

    /// <summary>The caller's account or an account of the view; null if it does not exist or was not loaded.</summary>
    public Account? FindAccount(AccountId id) => id == Account.Id ? Account : View.FindAccount(id);
}
