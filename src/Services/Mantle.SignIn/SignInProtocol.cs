using System.Text;
using Mantle.Http;
using Mantle.SignIn.Authorize;
using Mantle.SignIn.Tokens;
using Mantle.Wire;
using Mantle.Wire.SignIn;

namespace Mantle.SignIn;

/// <summary>The token endpoint speaks REST-JSON. The page speaks to a browser: in forms, redirects and HTML.</summary>
sealed class SignInProtocol(SignInModule module) : ServiceProtocol(module)
{
    readonly RestJsonProtocol json = new(module);

    public override ValueTask ReceiveAsync(Exchange exchange) =>
        exchange.Front is SignedInPerson ? ValueTask.CompletedTask : json.ReceiveAsync(exchange);

    public override ValueTask<BoundRequest> BindAsync(Exchange exchange)
    {
        if (exchange.Front is not SignedInPerson { Request: var request })
            return json.BindAsync(exchange);
        var operation = Module.Find(nameof(AuthorizeOAuth2Access))!;
        exchange.Operation = operation.Info;
        return new(
            new BoundRequest(
                operation,
                new AuthorizeOAuth2AccessRequest
                {
                    ClientId = request.ClientId,
                    CodeChallenge = request.CodeChallenge,
                    RedirectUri = request.RedirectText,
                }
            )
        );
    }

    /// <summary>Sends the browser to the program with its code, or shows the code to the person who copies it.</summary>
    public override ValueTask RespondAsync(Exchange exchange, OperationInfo operation, object? response)
    {
        if (exchange.Front is not SignedInPerson { Request: var request })
        {
            // As https://www.rfc-editor.org/rfc/rfc6749#section-5.1 asks.
            exchange.Http.Response.Headers.CacheControl = "no-store";
            return json.RespondAsync(exchange, operation, response);
        }
        var answer =
            $"code={Uri.EscapeDataString(((AuthorizeOAuth2AccessResponse)response!).Code)}&state={Uri.EscapeDataString(request.State)}";
        if (request.IsCrossDevice)
            return new(AuthorizePage.ShowCodeAsync(exchange.Http, Convert.ToBase64String(Encoding.UTF8.GetBytes(answer))));
        AuthorizePage.Protect(exchange.Http.Response);
        exchange.Http.Response.StatusCode = 303;
        exchange.Http.Response.Headers.Location = $"{request.RedirectText}?{answer}";
        return ValueTask.CompletedTask;
    }

    public override ValueTask FailAsync(Exchange exchange, ApiError error) =>
        exchange.Path == AuthorizeRequest.Path
            ? new(AuthorizePage.ShowErrorAsync(exchange.Http, Module.Words.Say(error)))
            : json.FailAsync(exchange, TokenErrors.Complete(Module.Words.Say(error)));
}
