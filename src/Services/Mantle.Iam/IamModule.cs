using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Core.Modules;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.Iam.Entities;
using Mantle.Iam.OutboundFederation;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.Iam;

/// <summary>AWS Identity and Access Management.</summary>
[ServiceModule("Iam")]
public sealed partial class IamModule : HttpModule, IKeepsEntities
{
    readonly OutboundIssuers outbound;
    readonly Passwords passwords;

    /// <summary>Shares the issuers that accounts trust, and the accounts' own issuers, with the other services.</summary>
    public IamModule(Parts parts)
        : base(parts)
    {
        var settings = parts.Get<MantleSettings>();
        parts.Add(new Issuers(settings.Issuers, parts.Get<TimeProvider>()));
        outbound = parts.Add(new OutboundIssuers(parts.Get<Ledger>(), settings.PublicUrl));
        passwords = parts.Add(new Passwords(parts.Get<SecretBox>()));
    }

    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.Iam.Operations.Service;

    /// <inheritdoc/>
    public override ServiceTraits Traits { get; } = new IamTraits();

    /// <inheritdoc/>
    static EntityDeclarations IKeepsEntities.Entities => IamEntities.Declarations;

    /// <summary>What is signed for <c>iam</c> may also be for IAM Toolbox, whose requests have a path of their own.</summary>
    public override bool IsSignedForMe(string signedFor, Exchange exchange) =>
        base.IsSignedForMe(signedFor, exchange) && !exchange.Path.StartsWith("/authorization-details/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Claims(Exchange exchange) =>
        IsCalledByHost(exchange) || (IsQuery(exchange) && exchange.Query.Contains($"Version={Service.Version}", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override Func<HttpContext, Task>? FindPublished(HttpRequest request) =>
        OutboundIssuers.IsDocument(request) ? outbound.ServeAsync : null;

    /// <inheritdoc/>
    public override void ListensAt(string endpoint) => outbound.ListensAt(endpoint);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        passwords.Dispose();
        return base.DisposeAsync();
    }
}
