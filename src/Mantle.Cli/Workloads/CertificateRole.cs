using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using Mantle.Cli.Client;
using Mantle.SigV4;

namespace Mantle.Cli.Workloads;

/// <summary>
/// A role that the holder of a certificate gets from IAM Roles Anywhere
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html"/>).
/// </summary>
/// <param name="files">The certificate and its key.</param>
/// <param name="request">What is asked for.</param>
sealed class CertificateRole(CertificateFiles files, CertificateRoleRequest request) : IRoleSource, IDisposable
{
    const string Service = "rolesanywhere";

    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(100) };

    public DateTimeOffset Now => request.Clock.GetUtcNow();

    /// <summary>The server's URL.</summary>
    public string Endpoint => request.Endpoint;

    public string Region => request.Region;

    public async Task<RoleCredentials> IssueAsync(string? roleDelivery, CancellationToken cancellation)
    {
        var body = Body();
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(request.Endpoint), Target()))
        {
            Content = new ByteArrayContent(body),
        };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Sign(call, body);
        using var response = await SendAsync(call, cancellation);
        var answer = await ReadAsync(response, cancellation);
        if (!response.IsSuccessStatusCode)
            throw Refusal(response, answer);
        var keys = answer.GetProperty("credentialSet")[0].GetProperty("credentials");
        string Member(string name) => keys.GetProperty(name).GetString()!;
        return new RoleCredentials
        {
            Keys = new Credentials(Member("accessKeyId"), Member("secretAccessKey"), Member("sessionToken")),
            Issued = Now,
            Expires = keys.GetProperty("expiration").GetDateTimeOffset(),
            RoleArn = request.RoleArn,
        };
    }

    string Target() =>
        $"/sessions?profileArn={Uri.EscapeDataString(request.ProfileArn)}&roleArn={Uri.EscapeDataString(request.RoleArn)}"
        + $"&trustAnchorArn={Uri.EscapeDataString(request.TrustAnchorArn)}";

    byte[] Body()
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        if (request.Duration is { } seconds)
            json.WriteNumber("durationSeconds"u8, seconds);
        if (request.SessionName is { } name)
            json.WriteString("roleSessionName"u8, name);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    void Sign(HttpRequestMessage call, byte[] body)
    {
        var headers = new HeaderList()
            .Add("host", call.RequestUri!.Authority)
            .Add("content-type", call.Content!.Headers.ContentType!.ToString());
        files.Use(
            request.Region,
            Service,
            signer => signer.Sign(SignableRequest.FromTarget("POST", call.RequestUri.PathAndQuery, headers), PayloadHash.Of(body), Now)
        );
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                call.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
    }

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage call, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(call, cancellation);
        }
        catch (HttpRequestException error) when (error.InnerException is AuthenticationException)
        {
            throw new CallException(
                "",
                0,
                $"The certificate of {request.Endpoint} is not trusted here; give its CA with SSL_CERT_FILE=FILE."
            );
        }
        catch (Exception error)
            when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new CallException("", 0, $"No server answers at {request.Endpoint}. Name its address with --endpoint.");
        }
    }

    async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation)).RootElement;
        }
        catch (JsonException)
        {
            throw new CallException("", 0, $"What answers at {request.Endpoint} is not Mantle.");
        }
    }

    static CallException Refusal(HttpResponseMessage response, JsonElement answer)
    {
        string? Member(string name) => answer.TryGetProperty(name, out var value) ? value.ToString() : null;
        var status = (int)response.StatusCode;
        var code = Member("__type") ?? status.ToString(CultureInfo.InvariantCulture);
        return new CallException(
            code,
            status,
            $"CreateSession failed: {Member("message") ?? Member("Message") ?? response.ReasonPhrase} ({code})"
        );
    }

    public void Dispose() => http.Dispose();
}
