using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mantle.Cli.Client;
using Microsoft.AspNetCore.Http;

namespace Mantle.Cli.Workloads;

/// <summary>
/// The credentials endpoint of a container: one role, at a path that nobody can guess, and behind an authorization token where there is one
/// (<see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html"/>).
/// </summary>
/// <param name="cache">The role's credentials.</param>
/// <param name="authorization">What a request must say in <c>Authorization</c>; null where the path is secret enough, as in ECS.</param>
sealed class ContainerEndpoint(CredentialCache cache, string? authorization)
{
    readonly byte[]? expected = authorization is null ? null : Hash(authorization);

    /// <summary>The path of the credentials: that of ECS's endpoint, with 128 random bits.</summary>
    public string Path { get; } = $"/v2/credentials/{new Guid(RandomNumberGenerator.GetBytes(16))}";

    /// <summary>A new authorization token.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    public async Task AnswerAsync(HttpContext http)
    {
        var (status, body) = await FindAsync(http);
        await SendAsync(http.Response, status, body);
    }

    async Task<(int Status, byte[] Body)> FindAsync(HttpContext http)
    {
        var request = http.Request;
        if (!OwnHosts.Has(request.Host.Host))
            return Refusal(403, "InvalidHost", "The host name is not this machine's.");
        if (!IsSame(Hash(request.Path.Value!), Hash(Path)))
            return Refusal(404, "NotFound", "There are no credentials here.");
        if (request.Method != "GET")
            return Refusal(405, "MethodNotAllowed", "Credentials are read with GET.");
        if (expected is not null && !IsSame(Hash(request.Headers.Authorization.ToString()), expected))
            return Refusal(401, "InvalidAuthorizationToken", "The authorization token is missing or wrong.");
        try
        {
            return (200, Json(await cache.GetAsync(null, http.RequestAborted)));
        }
        catch (CallException error)
        {
            return Refusal(error.IsTransient ? 503 : 403, error.Error.Length > 0 ? error.Error : "ServiceUnavailable", error.Message);
        }
    }

    static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    static bool IsSame(byte[] given, byte[] expected) => CryptographicOperations.FixedTimeEquals(given, expected);

    public static byte[] Json(RoleCredentials credentials) =>
        Write(json =>
        {
            json.WriteString("RoleArn"u8, credentials.RoleArn);
            json.WriteString("AccountId"u8, credentials.AccountId);
            json.WriteString("AccessKeyId"u8, credentials.Keys.AccessKeyId);
            json.WriteString("SecretAccessKey"u8, credentials.Keys.SecretAccessKey);
            json.WriteString("Token"u8, credentials.Keys.SessionToken);
            json.WriteString("Expiration"u8, credentials.Expiration);
        });

    public static (int Status, byte[] Body) Refusal(int status, string code, string message) =>
        (
            status,
            Write(json =>
            {
                json.WriteString("code"u8, code);
                json.WriteString("message"u8, message);
            })
        );

    static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static async Task SendAsync(HttpResponse response, int status, byte[] body)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(body);
    }
}
