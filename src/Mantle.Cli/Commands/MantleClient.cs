using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Mantle.Server.Hosting;
using Mantle.SigV4;

namespace Mantle.Cli.Commands;

/// <summary>Signed calls to a running server's own service (scope <c>mantle</c>).</summary>
sealed class MantleClient(RootCredentials credentials, string endpoint) : IDisposable
{
    const string Version = "2026-01-01";

    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(100) };
    readonly RequestSigner signer = new(new Credentials(credentials.AccessKeyId, credentials.SecretAccessKey), "us-east-1", "mantle");

    /// <summary>The result element of a call's answer.</summary>
    public async Task<XElement> CallAsync(string action, params (string Name, string? Value)[] parameters)
    {
        var form = new StringBuilder($"Action={action}&Version={Version}");
        foreach (var (name, value) in parameters)
            if (value is not null)
                form.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        var body = Encoding.UTF8.GetBytes(form.ToString());
        using var response = await SendAsync(body);
        var answer = await ReadAsync(response);
        if (!response.IsSuccessStatusCode)
        {
            var code = Element(answer, "Code")?.Value ?? $"{(int)response.StatusCode}";
            throw new CommandException($"{action} failed: {Element(answer, "Message")?.Value ?? response.ReasonPhrase} ({code})");
        }
        return Element(answer, $"{action}Result") ?? answer;
    }

    /// <summary>A child element by its local name.</summary>
    public static XElement? Element(XElement parent, string name) =>
        parent.Descendants().FirstOrDefault(element => element.Name.LocalName == name);

    async Task<HttpResponseMessage> SendAsync(byte[] body)
    {
        var uri = new Uri(endpoint);
        var headers = new HeaderList().Add("host", uri.Authority).Add("content-type", "application/x-www-form-urlencoded");
        signer.Sign(
            SignableRequest.FromTarget("POST", "/", headers),
            PayloadHash.Of(body),
            TimeProvider.System.GetUtcNow() + credentials.ClockOffset
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(uri, "/")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        try
        {
            return await http.SendAsync(request);
        }
        catch (HttpRequestException error) when (error.InnerException is AuthenticationException)
        {
            throw new CommandException($"The certificate of {endpoint} is not trusted here; give its CA with SSL_CERT_FILE=FILE.");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            throw new CommandException(
                $"No server answers at {endpoint}. Start it with './mantle serve', or name its address with --endpoint."
            );
        }
    }

    async Task<XElement> ReadAsync(HttpResponseMessage response)
    {
        try
        {
            return XElement.Parse(await response.Content.ReadAsStringAsync());
        }
        catch (XmlException)
        {
            throw new CommandException($"What answers at {endpoint} is not Mantle.");
        }
    }

    public void Dispose() => http.Dispose();
}
