using Mantle.Core.Audit;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.SignIn.Authorize;
using Mantle.SignIn.Checks;
using Mantle.SignIn.Entities;
using Mantle.SignIn.Tokens;
using Mantle.Wire;
using Mantle.Wire.SignIn;
using Microsoft.AspNetCore.Http;

namespace Mantle.SignIn;

/// <summary>
/// AWS Sign-In: people sign in at a page, and programs get their credentials, as <c>aws login</c> does it
/// (<see href="https://docs.aws.amazon.com/signin/latest/APIReference/Welcome.html"/>).
/// </summary>
[ServiceModule("SignIn")]
public sealed partial class SignInModule : HttpModule, IKeepsEntities
{
    const string TokenPath = "/v1/token";

    readonly SignInKeys keys;
    readonly TokenGrants grants;
    readonly PageSignIn page;

    /// <summary>Offers the check of passwords to other pages.</summary>
    public SignInModule(Parts parts)
        : base(parts)
    {
        keys = parts.Add(new SignInKeys(parts.Get<SessionKeys>().Ring));
        grants = new TokenGrants(parts.Get<Ledger>(), keys.RefreshTokens);
        var check = parts.Add(
            new SignInCheck(parts.Get<Ledger>(), parts.Get<Passwords>(), parts.Get<MfaCodes>(), parts.Get<SecretBox>(), keys.Tickets)
        );
        page = new PageSignIn(check, parts.Get<OperationRunner>(), parts.Get<Recorder>(), () => Find(nameof(ConsoleLogin))!);
    }

    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.SignIn.Operations.Service;

    /// <inheritdoc/>
    public override ServiceTraits Traits { get; } = new SignInTraits();

    /// <inheritdoc/>
    public override ErrorWords Words => TokenErrors.Words;

    /// <inheritdoc/>
    static EntityDeclarations IKeepsEntities.Entities => SignInEntities.Declarations;

    /// <inheritdoc/>
    public override bool Claims(Exchange exchange) => IsCalledByHost(exchange);

    /// <inheritdoc/>
    public override bool ClaimsPath(string path) => path is TokenPath or AuthorizeRequest.Path;

    /// <inheritdoc/>
    public override void ListensAt(string endpoint) => keys.Issuer = Parts.Get<MantleSettings>().PublicUrl ?? endpoint;

    /// <summary>The page that people sign in at.</summary>
    public override Func<HttpContext, Task>? FindPublished(HttpRequest request) =>
        request.Path == AuthorizeRequest.Path ? AuthorizePage.ShowAsync : null;

    /// <summary>A person who signs in is checked here; the rest of the call is that person's.</summary>
    public override async ValueTask<bool> BeginAsync(Exchange exchange, Func<Call> newCall)
    {
        if (exchange.Path != AuthorizeRequest.Path)
            return false;
        Parts.Get<LoopbackGuard>().CheckHost(exchange);
        exchange.Front = await page.SignInAsync(exchange, newCall);
        return exchange.Front is null;
    }

    /// <summary>Nothing here is signed: a code, a refresh token or a password is the proof.</summary>
    public override bool IsUnsigned(Exchange exchange) => true;

    /// <inheritdoc/>
    public override async ValueTask<(Caller Caller, string? Region)> UnsignedCallerAsync(Exchange exchange, Authenticator authenticator)
    {
        if (exchange.Front is SignedInPerson person)
            return (person.Caller, null);
        if (exchange.Path != TokenPath)
            throw CommonErrors.UnknownOperationException();
        var request = (CreateOAuth2TokenRequest)
            Wire.SignIn.Operations.CreateOAuth2Token.Bind(
                new HttpRestRequest(exchange, dialect: Wire.RestDialect.Json) { Body = exchange.Body }
            );
        var grant = await grants.ReadAsync(exchange, request.TokenInput);
        exchange.Front = grant;
        var session = grant.SignIn.ToSession(grant.Account.Id, exchange.Time, grant.SignIn.Ends);
        return (Caller.OfSession(grant.Account, session) ?? throw TokenErrors.CredentialsChanged(), null);
    }

    /// <inheritdoc/>
    public override void Attach(Exchange exchange, Call call)
    {
        if (exchange.Front is TokenGrant grant)
            call.View.Add(grant);
        else if (exchange.Front is SignedInPerson person)
            call.View.Add(person.SignIn);
    }

    /// <inheritdoc/>
    protected override ServiceProtocol NewProtocol() => new SignInProtocol(this);
}
