using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.SignIn;

/// <summary>A program that asks for a person's credentials as <c>aws login</c> does, and the person's browser.</summary>
sealed partial class TestProgram(TestServer server) : IDisposable
{
    public const string SameDevice = "arn:aws:signin:::devtools/same-device",
        CrossDevice = "arn:aws:signin:::devtools/cross-device",
        Redirect = "http://127.0.0.1:45678/oauth/callback",
        Path = "/v1/authorize";

    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Verifier { get; } = RandomNumberGenerator.GetHexString(64);

    public string State { get; } = Guid.NewGuid().ToString();

    public string ClientId { get; init; } = SameDevice;

    public string RedirectUri { get; init; } = Redirect;

    string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>What the program opens in the browser, with one parameter changed or left out.</summary>
    public string PageUrl(string? changed = null, string? value = null)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = ClientId,
            ["state"] = State,
            ["code_challenge_method"] = "SHA-256",
            ["scope"] = "openid",
            ["redirect_uri"] = RedirectUri,
            ["code_challenge"] = Challenge,
        };
        if (changed is not null)
            parameters[changed] = value;
        var query = parameters.Where(each => each.Value is not null).Select(each => $"{each.Key}={Uri.EscapeDataString(each.Value!)}");
        return $"{server.Server.Endpoint}{Path}?{string.Join('&', query)}";
    }

    /// <summary>The person sends the form.</summary>
    public async Task<Page> SubmitAsync(string? url = null, string? origin = null, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url ?? PageUrl());
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await Page.OfAsync(await Http.SendAsync(request));
    }

    public Task<Page> SignInAsync(string account, string user, string password) =>
        SubmitAsync(fields: [("account", account), ("username", user), ("password", password)]);

    public static async Task<Page> OpenAsync(string url) => await Page.OfAsync(await Http.GetAsync(new Uri(url)));

    /// <summary>The proof of a request, with one claim changed.</summary>
    public string Proof(string? changed = null, object? value = null, string typ = "dpop+jwt", string alg = "ES256", bool isWhole = false)
    {
        var parameters = key.ExportParameters(isWhole);
        var jwk = new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(parameters.Q.X),
            ["y"] = Base64Url.EncodeToString(parameters.Q.Y),
        };
        if (isWhole)
            jwk["d"] = Base64Url.EncodeToString(parameters.D);
        var claims = new Dictionary<string, object?>
        {
            ["htm"] = "POST",
            ["htu"] = $"{server.Server.Endpoint}/v1/token",
            ["iat"] = server.Now.ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        };
        if (changed is not null)
            claims[changed] = value;
        var signed =
            $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { typ, alg, jwk }))}."
            + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Asks for tokens.</summary>
    public async Task<Tokens> TokensAsync(object body, string? proof = null, bool isProven = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Server.Endpoint}/v1/token");
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (isProven)
            request.Headers.Add("DPoP", proof ?? Proof());
        using var response = await Http.SendAsync(request);
        return new Tokens(
            response.StatusCode,
            response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : null,
            JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement
        );
    }

    public Task<Tokens> RedeemAsync(string code, string? proof = null) =>
        TokensAsync(
            new
            {
                clientId = ClientId,
                grantType = "authorization_code",
                code,
                codeVerifier = Verifier,
                redirectUri = RedirectUri,
            },
            proof
        );

    public Task<Tokens> RefreshAsync(string refreshToken, string? proof = null) =>
        TokensAsync(
            new
            {
                clientId = ClientId,
                grantType = "refresh_token",
                refreshToken,
            },
            proof
        );

    public void Dispose() => key.Dispose();

    /// <summary>An answer of the token endpoint.</summary>
    public sealed record Tokens(HttpStatusCode Status, string? Code, JsonElement Body)
    {
        public string? Error => Body.TryGetProperty("error", out var error) ? error.GetString() : null;

        public string RefreshToken => Body.GetProperty("refreshToken").GetString()!;

        public int ExpiresIn => Body.GetProperty("expiresIn").GetInt32();

        public TestClient ClientOf(TestClient any)
        {
            Assert.True(Status == HttpStatusCode.OK, Body.GetRawText());
            string Member(string name) => Body.GetProperty("accessToken").GetProperty(name).GetString()!;
            return any.With(new(Member("accessKeyId"), Member("secretAccessKey"), Member("sessionToken")));
        }
    }

    /// <summary>A page, or where it sends the browser.</summary>
    public sealed partial record Page(HttpStatusCode Status, string Text, Uri? Location, HttpResponseHeaders Headers)
    {
        public static async Task<Page> OfAsync(HttpResponseMessage response)
        {
            using (response)
                return new(
                    response.StatusCode,
                    WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()),
                    response.Headers.Location,
                    response.Headers
                );
        }

        string Parameter(string name) => System.Web.HttpUtility.ParseQueryString(Location!.Query)[name]!;

        public string Code
        {
            get
            {
                Assert.True(Status == HttpStatusCode.SeeOther, Text);
                return Parameter("code");
            }
        }

        public string State => Parameter("state");

        public string Ticket => TicketField().Match(Text).Groups[1].Value;

        public string ShownCode => CodeField().Match(Text).Groups[1].Value;

        [GeneratedRegex("""name="ticket" value="([^"]+)""")]
        private static partial Regex TicketField();

        [GeneratedRegex("""class="code">([^<]+)""")]
        private static partial Regex CodeField();
    }
}
