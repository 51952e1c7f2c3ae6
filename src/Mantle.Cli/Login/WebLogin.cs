using System.Net;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;
using Microsoft.AspNetCore.Http;

namespace Mantle.Cli.Login;

/// <summary>Signs a person in at the server's page, and keeps the tokens as <c>aws login</c> does.</summary>
/// <param name="endpoint">The server's URL.</param>
/// <param name="clock">The server's clock.</param>
sealed class WebLogin(string endpoint, TimeProvider clock)
{
    const string CallbackPath = "/oauth/callback";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Signs in with a browser on this machine; returns the login session, which is the person's ARN.</summary>
    /// <param name="opensBrowser">Whether to open the browser. The address is printed in any case.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="CommandException">Nobody signed in, or the tokens were refused.</exception>
    public async Task<string> HereAsync(bool opensBrowser, CancellationToken cancellation)
    {
        using var client = new SignInClient(endpoint, clock);
        var arrived = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LocalServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0),
            http => TakeAsync(http, client.State, arrived)
        );
        var redirectUri = server.Url + CallbackPath;
        var page = client.PageUrl(SignInClient.SameDevice, redirectUri);
        Console.Error.WriteLine($"Sign in at: {page}");
        if (opensBrowser)
            Browser.TryOpen(page);
        string code;
        try
        {
            code = await arrived.Task.WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            throw new CommandException("Nobody signed in within ten minutes; start again with mantle login.");
        }
        return await KeepAsync(client, SignInClient.SameDevice, code, redirectUri, cancellation);
    }

    /// <summary>Signs in with a browser on another machine: the person copies the code from there.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="CommandException">No code was given, or the tokens were refused.</exception>
    public async Task<string> ElsewhereAsync(CancellationToken cancellation)
    {
        using var client = new SignInClient(endpoint, clock);
        Console.Error.WriteLine($"Sign in at: {client.PageUrl(SignInClient.CrossDevice, client.Confirmation)}");
        Console.Error.Write("The authorization code that the page shows: ");
        var shown = (await Console.In.ReadLineAsync(cancellation))?.Trim();
        if (string.IsNullOrEmpty(shown))
            throw new CommandException("No authorization code was given.");
        return await KeepAsync(client, SignInClient.CrossDevice, client.CodeOf(shown), client.Confirmation, cancellation);
    }

    static async Task<string> KeepAsync(
        SignInClient client,
        string clientId,
        string code,
        string redirectUri,
        CancellationToken cancellation
    )
    {
        var (arn, tokens) = await client.RedeemAsync(clientId, code, redirectUri, cancellation);
        LoginCache.Write(arn, tokens);
        return arn;
    }

    /// <summary>Takes the code that the browser brings. Whatever else is sent here changes nothing.</summary>
    static Task TakeAsync(HttpContext http, string state, TaskCompletionSource<string> arrived)
    {
        var (code, brought) = ((string?)http.Request.Query["code"], (string?)http.Request.Query["state"]);
        var isIt = HttpMethods.IsGet(http.Request.Method) && http.Request.Path == CallbackPath && code?.Length > 0 && brought == state;
        http.Response.StatusCode = isIt ? 200 : 400;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        if (isIt)
            http.Response.OnCompleted(() =>
            {
                arrived.TrySetResult(code!);
                return Task.CompletedTask;
            });
        return http.Response.WriteAsync(
            isIt ? "You are signed in. Close this page.\n" : "This is not the answer that mantle login waits for.\n"
        );
    }
}
