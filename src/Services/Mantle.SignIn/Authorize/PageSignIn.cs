using Mantle.Core.Audit;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Http;
using Mantle.SignIn.Checks;
using Mantle.Wire;
using Mantle.Wire.SignIn;
using Microsoft.AspNetCore.Http;

namespace Mantle.SignIn.Authorize;

/// <summary>What happens when a person sends the form of the sign-in page.</summary>
/// <param name="check">Checks what the person entered.</param>
/// <param name="runner">Runs the operation.</param>
/// <param name="recorder">Records attempts that were refused.</param>
/// <param name="consoleLogin">The operation that notes a sign-in.</param>
sealed class PageSignIn(SignInCheck check, OperationRunner runner, Recorder recorder, Func<Operation> consoleLogin)
{
    const int LongestForm = 16_384;

    readonly FailedSignIns failed = new();

    /// <summary>The person who signed in; null if the page was shown again instead.</summary>
    /// <exception cref="ApiException">The request is not one of the page.</exception>
    public async ValueTask<SignedInPerson?> SignInAsync(Exchange exchange, Func<Call> newCall)
    {
        var http = exchange.Http;
        if (!HttpMethods.IsPost(http.Request.Method))
            throw new ApiException("MethodNotAllowed", 405, Fault.Sender, $"The method {http.Request.Method} is not allowed.");
        CheckOrigin(exchange);
        var request = AuthorizeRequest.Parse(http.Request);
        await exchange.ReadBodyAsync(LongestForm);
        var attempt = SignInForm.Parse(exchange.Body.Span);
        switch (await check.TryAsync(attempt, http.Request.QueryString.Value!, exchange.Time, http.RequestAborted))
        {
            case SignInOutcome.SignedIn signedIn:
                return await AcceptAsync(exchange, request, signedIn, newCall());
            case SignInOutcome.NeedsMfa asked:
                await AuthorizePage.AskForCodeAsync(http, asked.Ticket, null);
                return null;
            case SignInOutcome.Refused refused:
                await RecordAsync(request, refused, newCall);
                await AuthorizePage.AskAgainAsync(http, attempt, refused.Message);
                return null;
            default:
                throw new InvalidOperationException("An attempt to sign in has no other outcome.");
        }
    }

    async ValueTask<SignedInPerson> AcceptAsync(Exchange exchange, AuthorizeRequest request, SignInOutcome.SignedIn signedIn, Call call)
    {
        var signIn = signedIn.ToStatement(call.Region, exchange.Time);
        var caller =
            Caller.OfSession(signedIn.Account, signIn.ToSession(signedIn.Account.Id, exchange.Time, signIn.Ends))
            ?? throw CredentialErrors.NoLongerValid();
        call = call with { Caller = caller };
        await call.View.IncludeOrganizationOfAsync(signedIn.Account);
        call.RefuseSuspended();
        var login = new ConsoleLoginRequest
        {
            LoginTo = request.RedirectText,
            IsWithMfa = signedIn.MfaTime is not null,
            MfaIdentifier = signedIn.MfaSerialNumber,
        };
        await runner.RunAsync(call, new BoundRequest(consoleLogin(), login), exchange.Http.RequestAborted);
        return new SignedInPerson(caller, signIn, request);
    }

    /// <summary>A refused attempt is in the account's trail. How many are is limited, because anybody can try.</summary>
    async ValueTask RecordAsync(AuthorizeRequest request, SignInOutcome.Refused refused, Func<Call> newCall)
    {
        if (refused.Account is not { } account)
            return;
        var call = newCall();
        if (!failed.MayRecord(account.Id, call.Time))
            return;
        var caller = refused.PrincipalId is { } id ? FailedSignIns.CallerOf(account, id, call.Time) : null;
        var record = new CallRecord(call with { Caller = caller ?? Caller.Unknown(account) });
        var login = new ConsoleLoginRequest { LoginTo = request.RedirectText, IsWithMfa = refused.IsOfMfaCode };
        record.SetOperation(consoleLogin().Info, login, isReading: false, isIssuing: false);
        var answer = new ConsoleLoginResponse { ConsoleLogin = FailedSignIns.Failure };
        await recorder.RecordDurablyAsync(record.ToEvent(answer, new ApiException("", 400, Fault.Sender, FailedSignIns.Message(caller))));
    }

    /// <summary>The form is sent by the page itself, and by no other site's.</summary>
    static void CheckOrigin(Exchange exchange)
    {
        var isOwn = exchange.Header("Origin") is { } origin
            ? Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && page.Authority.Equals(exchange.Http.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            : exchange.Header("Sec-Fetch-Site") is null or "same-origin" or "none";
        if (!isOwn)
            throw CommonErrors.AccessDenied("The form was sent by another site's page.");
    }
}
