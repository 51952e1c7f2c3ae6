using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Mantle.SignIn.Checks;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.SignIn.Authorize;

/// <summary>
/// The page that people sign in at. It has no script and nothing from elsewhere, and stays in no cache and no frame. The form goes back to
/// the address of the page, which has what the program asked for.
/// </summary>
static class AuthorizePage
{
    const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:4rem auto;padding:0 1rem;color:#16191f}
        label{display:block;margin-top:1rem;font-weight:600}
        input{box-sizing:border-box;width:100%;padding:.5rem;font:inherit;border:1px solid #7d8998;border-radius:4px}
        button{margin-top:1.5rem;padding:.5rem 1.5rem;font:inherit;border:0;border-radius:4px;background:#0972d3;color:#fff}
        .problem{padding:.5rem 1rem;border-left:4px solid #d91515;background:#fff7f7}
        .code{overflow-wrap:anywhere;padding:.5rem 1rem;background:#f4f4f4;font-family:monospace}
        """;

    /// <summary>A browser follows the answer to a form only to where the form may go, and that is the program on this machine.</summary>
    static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self' http://127.0.0.1:* http://localhost:*; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Shows the page, or why there is nothing to sign in for.</summary>
    public static Task ShowAsync(HttpContext http)
    {
        try
        {
            return SendAsync(http, 200, Form(AuthorizeRequest.Parse(http.Request), null, null));
        }
        catch (ApiException error)
        {
            return ShowErrorAsync(http, error.Error);
        }
    }

    /// <summary>Shows the page again, after an attempt that was refused.</summary>
    public static Task AskAgainAsync(HttpContext http, SignInAttempt attempt, string problem) =>
        SendAsync(http, 403, Form(AuthorizeRequest.Parse(http.Request), attempt, problem));

    /// <summary>Asks for the code of the person's MFA device.</summary>
    public static Task AskForCodeAsync(HttpContext http, string ticket, string? problem) =>
        SendAsync(
            http,
            200,
            $"""
            <h1>Multi-factor authentication</h1>{Problem(problem)}
            <form method="post" autocomplete="off"><input type="hidden" name="{SignInForm.Ticket}" value="{Text(ticket)}">
            <label for="mfacode">MFA code</label><input id="mfacode" name="{SignInForm.MfaCode}" inputmode="numeric" required autofocus>
            <button>Sign in</button></form>
            """
        );

    /// <summary>Shows the code that the person copies to the program on another machine.</summary>
    public static Task ShowCodeAsync(HttpContext http, string code) =>
        SendAsync(
            http,
            200,
            $"""<h1>Authorization code</h1><p>Copy this code to the program that asked for it.</p><p class="code">{Text(code)}</p>"""
        );

    /// <summary>Shows an error.</summary>
    public static Task ShowErrorAsync(HttpContext http, ApiError error) =>
        SendAsync(http, error.HttpStatus, $"<h1>Sign in</h1>{Problem(error.Message.Length > 0 ? error.Message : error.Code)}");

    static string Form(AuthorizeRequest request, SignInAttempt? attempt, string? problem) =>
        $"""
            <h1>Sign in</h1>{Problem(problem)}
            <p>{(
                request.IsCrossDevice
                    ? "A program on another machine"
                    : $"A program on this machine ({Text(request.RedirectUri.Authority)})"
            )}
            asks for your credentials. Go on only if you started it.</p>
            <form method="post"><label for="account">Account ID or alias</label>
            <input id="account" name="{SignInForm.Account}" value="{Text(attempt?.Account ?? "")}" required autofocus>
            <label for="username">IAM user name</label>
            <input id="username" name="{SignInForm.UserName}" value="{Text(attempt?.UserName ?? "")}" autocomplete="username" required>
            <label for="password">Password</label>
            <input id="password" name="{SignInForm.Password}" type="password" autocomplete="current-password" required>
            <button>Sign in</button></form>
            <p>The root user signs in with an access key: its id as the user name, its secret as the password.</p>
            """;

    static string Problem(string? problem) => problem is null ? "" : $"""<p class="problem" role="alert">{Text(problem)}</p>""";

    static string Text(string text) => HtmlEncoder.Default.Encode(text);

    static Task SendAsync(HttpContext http, int status, string body)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        Protect(response);
        return response.WriteAsync(
            $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Mantle: sign in</title><style>{Style}</style></head><body>{body}</body></html>

            """
        );
    }

    /// <summary>Sets the headers that every answer of the page has.</summary>
    public static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
