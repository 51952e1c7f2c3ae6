using System.Net;
using System.Security.Authentication;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Naming;
using Mantle.Core.Storage;
using Mantle.Core.Telemetry;
using Mantle.Http;
using Mantle.Wire;
using Microsoft.AspNetCore.Connections.Features;

namespace Mantle.Server.Pipeline;

/// <summary>Creates calls from requests.</summary>
sealed class CallFactory(
    Ledger ledger,
    LoopbackGuard local,
    DecisionInstruments decisions,
    Enforcement enforcement,
    IReadOnlyList<IPNetwork> trustedProxies
)
{
    /// <summary>Creates a call, and loads the organization of the caller's account.</summary>
    /// <exception cref="ApiException">
    /// InvalidClientTokenId: the caller's account is closed. SignatureDoesNotMatch: the region is not one of AWS's.
    /// </exception>
    public async ValueTask<Call> NewAsync(Exchange exchange, HttpModule module, string service, string region, Caller caller)
    {
        var call = New(exchange, module, service, region, caller);
        if (caller.IsAnonymous)
            return call;
        await call.View.IncludeOrganizationOfAsync(caller.Account);
        // An external identity does not belong to the account, and must not learn that it is closed.
        if (caller.External is null)
            call.RefuseSuspended();
        return call;
    }

    /// <summary>Creates an anonymous call.</summary>
    public Call NewAnonymous(Exchange exchange, HttpModule module) =>
        New(exchange, module, module.Service.SigningName, ServiceRouter.RegionOf(exchange), Caller.Anonymous);

    /// <summary>
    /// Creates a call. An anonymous caller always meets full enforcement: it is not authenticated, so authorization is its only check. It
    /// gets only what policies allow to everyone. So does an external identity: that its provider vouches for it says nothing of the role
    /// that it asks for, and the role's trust policy is the only check.
    /// </summary>
    public Call New(Exchange exchange, HttpModule module, string service, string region, Caller caller)
    {
        var call = new Call
        {
            RequestId = exchange.RequestId,
            Time = exchange.Time,
            Caller = caller,
            Service = service,
            Traits = module.Traits,
            Region = RegionOf(module, region),
            SourceIp = SourceIp(exchange),
            Secure = exchange.IsSecure(trustedProxies),
            Tls = TlsOf(exchange),
            UserAgent = exchange.Header("User-Agent"),
            Referer = exchange.Header("Referer"),
            View = new AccountView(ledger),
            Gate = new Gate(caller.IsAnonymous || caller.External is not null ? Enforcement.On : enforcement, decisions),
        };
        module.Attach(exchange, call);
        return call;
    }

    /// <summary>
    /// The region of a call. It becomes a condition key, a part of ARNs and the region of events, so it is one that exists. Global services
    /// have one region, whichever a client signs for
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"/>).
    /// </summary>
    static string RegionOf(HttpModule module, string region) =>
        !RegionName.Is(region) ? throw module.CredentialErrors.WrongRegion(region)
        : module.Traits.IsGlobal ? RegionName.Global
        : region;

    static TlsDetails? TlsOf(Exchange exchange) =>
        exchange.Http.Features.Get<ITlsHandshakeFeature>() is { NegotiatedCipherSuite: { } suite } tls
            ? new TlsDetails(VersionOf(tls.Protocol), suite.ToString(), exchange.Header("Host") ?? "")
            : null;

    static string VersionOf(SslProtocols protocol) => protocol == SslProtocols.Tls13 ? "TLSv1.3" : "TLSv1.2";

    /// <summary>The caller's address: the peer's, or the one that a trusted proxy forwarded.</summary>
    public IPAddress SourceIp(Exchange exchange) => exchange.SourceIp(trustedProxies);

    /// <summary>Refuses an unsigned request whose host name is not one of the server's own.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void CheckHost(Exchange exchange) => local.CheckHost(exchange);

    /// <summary>Refuses an unsigned request that a page of another site sent.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void CheckOrigin(Exchange exchange) => local.CheckOrigin(exchange);
}
