using Mantle.SignIn.Clients;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Mantle.SignIn.Authorize;

/// <summary>
/// What a program asks for when it sends a person to the sign-in page, as the AWS CLI does
/// (<see href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1"/>). It stands in the query string, of the page and of its form.
/// </summary>
sealed record AuthorizeRequest(string ClientId, Uri RedirectUri, string State, string CodeChallenge)
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/v1/authorize";

    /// <summary>Where <c>aws login --remote</c> says that the person gets the code: it is shown there, and goes nowhere.</summary>
    const string Confirmation = "/v1/sessions/confirmation";

    const int LongestState = 1_024,
        ChallengeLength = 43;

    /// <summary>Whether the person copies the code to another machine.</summary>
    public bool IsCrossDevice => ClientId == PublicClient.CrossDevice;

    /// <summary>The redirect URI as it was sent: the program repeats it with the code.</summary>
    public string RedirectText { get; private init; } = "";

    /// <exception cref="ApiException">InvalidRequest: nothing is sent to an address that is not the person's own machine's.</exception>
    public static AuthorizeRequest Parse(HttpRequest request)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        string Member(string name) => query.TryGetValue(name, out var values) && values is [{ } value] ? value : "";
        if (Member("response_type") != "code")
            throw Invalid("response_type must be code.");
        var client = Member("client_id");
        if (client is not (PublicClient.SameDevice or PublicClient.CrossDevice))
            throw Invalid("client_id is not known.");
        if (Member("code_challenge_method") is not ("SHA-256" or "S256"))
            throw Invalid("code_challenge_method must be SHA-256.");
        var challenge = Member("code_challenge");
        if (challenge.Length != ChallengeLength || !challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw Invalid("code_challenge must be a SHA-256 in base64url.");
        var state = Member("state");
        if (state.Length is 0 or > LongestState)
            throw Invalid("state must be there, and no longer than 1024 characters.");
        var text = Member("redirect_uri");
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var redirect)
            || redirect.UserInfo.Length > 0
            || redirect.Fragment.Length > 0
            || !(client == PublicClient.SameDevice ? IsLoopback(redirect) : IsConfirmation(redirect, request))
        )
            throw Invalid("redirect_uri must be an http address on this machine.");
        return new AuthorizeRequest(client, redirect, state, challenge) { RedirectText = text };
    }

    static bool IsLoopback(Uri uri) => uri.Scheme == "http" && uri.Query.Length == 0 && uri.Host is "localhost" or "127.0.0.1";

    static bool IsConfirmation(Uri uri, HttpRequest request) =>
        uri.Scheme is "http" or "https"
        && uri.AbsolutePath == Confirmation
        && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);

    static ApiException Invalid(string message) => new("InvalidRequest", 400, Fault.Sender, message);
}
