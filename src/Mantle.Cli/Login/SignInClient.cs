using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mantle.Cli.Client;

namespace Mantle.Cli.Login;

/// <summary>
/// The sign-in protocol as <c>aws login</c> speaks it: a page in a browser, a code, and tokens for the code
/// (<see href="https://docs.aws.amazon.com/signin/latest/APIReference/API_CreateOAuth2Token.html"/>).
/// </summary>
sealed class SignInClient(string endpoint, TimeProvider clock) : IDisposable
{
    public const string SameDevice = "arn:aws:signin:::devtools/same-device",
        CrossDevice = "arn:aws:signin:::devtools/cross-device";

    readonly string verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(100) };
    readonly ProgramKey key = new();

    string Base => endpoint.TrimEnd('/');

    /// <summary>What the person's answer must repeat.</summary>
    public string State { get; } = Guid.NewGuid().ToString();

    /// <summary>Where <c>aws login --remote</c> sends the browser; the server shows the code there.</summary>
    public string Confirmation => $"{Base}/v1/sessions/confirmation";

    /// <summary>The page that the person opens.</summary>
    public string PageUrl(string clientId, string redirectUri) =>
        $"{Base}/v1/authorize?response_type=code&client_id={Uri.EscapeDataString(clientId)}&state={State}&code_challenge_method=SHA-256"
        + $"&scope=openid&redirect_uri={Uri.EscapeDataString(redirectUri)}"
        + $"&code_challenge={Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))}";

    /// <summary>The code in what the page of <see cref="CrossDevice"/> shows.</summary>
    /// <exception cref="CommandException">It is not what the page shows.</exception>
    public string CodeOf(string shown)
    {
        try
        {
            var answer = System.Web.HttpUtility.ParseQueryString(Encoding.UTF8.GetString(Convert.FromBase64String(shown)));
            if (answer["state"] == State && answer["code"] is { } code)
                return code;
        }
        catch (FormatException) { }
        throw new CommandException("That is not the code that the page shows for this login; start again with mantle login.");
    }

    /// <summary>The tokens for a code, in the form of the file that AWS's clients keep, and the ARN of the person.</summary>
    /// <exception cref="CommandException">They were refused, or nobody answered.</exception>
    public async Task<(string Arn, byte[] File)> RedeemAsync(
        string clientId,
        string code,
        string redirectUri,
        CancellationToken cancellation
    )
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("clientId"u8, clientId);
            json.WriteString("grantType"u8, "authorization_code"u8);
            json.WriteString("code"u8, code);
            json.WriteString("codeVerifier"u8, verifier);
            json.WriteString("redirectUri"u8, redirectUri);
            json.WriteEndObject();
        }
        var answer = await PostAsync(buffer.WrittenMemory, cancellation);
        try
        {
            return Kept(answer, clientId);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException or JsonException)
        {
            throw NotMantle();
        }
    }

    async Task<JsonElement> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var url = $"{Base}/v1/token";
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("DPoP", key.Proof("POST", url, clock.GetUtcNow()));
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation)).RootElement;
            if (response.IsSuccessStatusCode)
                return answer;
            var reason = answer.TryGetProperty("message", out var message) ? message.ToString() : response.ReasonPhrase;
            throw new CommandException($"The sign-in failed: {reason}");
        }
        catch (HttpRequestException)
        {
            throw new CommandException(
                $"No server answers at {endpoint}. Start it with './mantle serve', or name its address with --endpoint."
            );
        }
        catch (JsonException)
        {
            throw NotMantle();
        }
    }

    (string Arn, byte[] File) Kept(JsonElement answer, string clientId)
    {
        var arn = SubjectOf(answer.GetProperty("idToken").GetString()!);
        var access = answer.GetProperty("accessToken");
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("accessToken"u8);
            foreach (var member in new[] { "accessKeyId", "secretAccessKey", "sessionToken" })
                json.WriteString(member, access.GetProperty(member).GetString());
            json.WriteString("accountId"u8, arn.Split(':')[4]);
            json.WriteString(
                "expiresAt"u8,
                clock
                    .GetUtcNow()
                    .AddSeconds(answer.GetProperty("expiresIn").GetInt32())
                    .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            );
            json.WriteEndObject();
            foreach (var member in new[] { "tokenType", "refreshToken", "idToken" })
                json.WriteString(member, answer.GetProperty(member).GetString());
            json.WriteString("clientId"u8, clientId);
            json.WriteString("dpopKey"u8, key.Pem);
            json.WriteEndObject();
        }
        return (arn, buffer.WrittenSpan.ToArray());
    }

    static string SubjectOf(string idToken)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(idToken.Split('.')[1]));
        return claims.RootElement.GetProperty("sub").GetString()!;
    }

    CommandException NotMantle() => new($"What answers at {endpoint} is not Mantle.");

    public void Dispose()
    {
        http.Dispose();
        key.Dispose();
    }
}
