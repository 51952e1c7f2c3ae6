using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Mantle.Server.Hosting;
using Mantle.SigV4;

namespace Mantle.Cli.Client;

/// <summary>Calls to a running server: signed ones of its query services, and unsigned ones of Mantle's own.</summary>
sealed class MantleClient(CallerIdentity identity) : IDisposable
{
    const string OwnVersion = "2026-01-01";

    /// <summary>Mantle's own service, and the scope of calls to it.</summary>
    public const string Own = "mantle";

    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(100) };

    public MantleClient(RootCredentials root, string endpoint)
        : this(CallerIdentity.Of(root, endpoint)) { }

    public CallerIdentity Identity => identity;

    /// <summary>The result element of a call to Mantle's own service.</summary>
    /// <exception cref="CallException">It was refused, or nobody answered.</exception>
    public Task<XElement> CallAsync(string action, params (string Name, string? Value)[] parameters) => CallAsync(Own, action, parameters);

    /// <summary>The result element of a call to a service.</summary>
    /// <exception cref="CallException">It was refused, or nobody answered.</exception>
    public Task<XElement> CallAsync(string service, string action, params (string Name, string? Value)[] parameters) =>
        CallAsync(service, action, isSigned: true, parameters, CancellationToken.None);

    /// <summary>The result element of a call to Mantle's own service whose proof is in its parameters.</summary>
    /// <exception cref="CallException">It was refused, or nobody answered.</exception>
    public Task<XElement> CallUnsignedAsync(
        string action,
        CancellationToken cancellation,
        params (string Name, string? Value)[] parameters
    ) => CallAsync(Own, action, isSigned: false, parameters, cancellation);

    /// <summary>The answer of a signed call to a REST-JSON service.</summary>
    /// <exception cref="CallException">It was refused, or nobody answered.</exception>
    public async Task<JsonElement> PostJsonAsync(string service, string action, string path, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(identity.Endpoint), path))
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Sign(request, service, body);
        using var response = await SendAsync(request, cancellation);
        var text = await response.Content.ReadAsByteArrayAsync(cancellation);
        JsonElement answer;
        try
        {
            answer = JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            throw new CallException("", 0, $"What answers at {identity.Endpoint} is not Mantle.");
        }
        if (response.IsSuccessStatusCode)
            return answer;
        string? Member(string name) => answer.TryGetProperty(name, out var value) ? value.ToString() : null;
        var code = Member("__type") ?? $"{(int)response.StatusCode}";
        throw new CallException(
            code,
            (int)response.StatusCode,
            $"{action} failed: {Member("message") ?? Member("Message") ?? response.ReasonPhrase} ({code})"
        );
    }

    /// <summary>A child element by its local name.</summary>
    public static XElement? Element(XElement parent, string name) =>
        parent.Descendants().FirstOrDefault(element => element.Name.LocalName == name);

    /// <summary>The text of a child element; null if there is none.</summary>
    public static string? Text(XElement parent, string name) => Element(parent, name)?.Value;

    async Task<XElement> CallAsync(
        string service,
        string action,
        bool isSigned,
        (string Name, string? Value)[] parameters,
        CancellationToken cancellation
    )
    {
        var form = new StringBuilder($"Action={action}&Version={VersionOf(service)}");
        foreach (var (name, value) in parameters)
            if (value is not null)
                form.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        var body = Encoding.UTF8.GetBytes(form.ToString());
        using var response = await SendAsync(isSigned ? service : null, body, cancellation);
        var answer = await ReadAsync(response, cancellation);
        if (response.IsSuccessStatusCode)
            return Element(answer, $"{action}Result") ?? answer;
        var code = Text(answer, "Code") ?? $"{(int)response.StatusCode}";
        throw new CallException(
            code,
            (int)response.StatusCode,
            $"{action} failed: {Text(answer, "Message") ?? response.ReasonPhrase} ({code})"
        );
    }

    static string VersionOf(string service) =>
        service switch
        {
            "sts" => "2011-06-15",
            "iam" => "2010-05-08",
            _ => OwnVersion,
        };

    async Task<HttpResponseMessage> SendAsync(string? signedFor, byte[] body, CancellationToken cancellation)
    {
        // An unsigned call says in the query string which service it is for.
        var uri = new Uri(new Uri(identity.Endpoint), signedFor is null ? $"/?Version={OwnVersion}" : "/");
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        if (signedFor is not null)
            Sign(request, signedFor, body);
        return await SendAsync(request, cancellation);
    }

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException error) when (error.InnerException is AuthenticationException)
        {
            throw new CallException(
                "",
                0,
                $"The certificate of {identity.Endpoint} is not trusted here; give its CA with SSL_CERT_FILE=FILE."
            );
        }
        catch (Exception error)
            when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new CallException(
                "",
                0,
                $"No server answers at {identity.Endpoint}. Start it with './mantle serve', or name its address with --endpoint."
            );
        }
    }

    void Sign(HttpRequestMessage request, string service, byte[] body)
    {
        var headers = new HeaderList()
            .Add("host", request.RequestUri!.Authority)
            .Add("content-type", request.Content!.Headers.ContentType!.ToString());
        new RequestSigner(identity.Credentials, identity.Region, service).Sign(
            SignableRequest.FromTarget("POST", request.RequestUri.PathAndQuery, headers),
            PayloadHash.Of(body),
            identity.Now
        );
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
    }

    async Task<XElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return XElement.Parse(await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (XmlException)
        {
            throw new CallException("", 0, $"What answers at {identity.Endpoint} is not Mantle.");
        }
    }

    public void Dispose() => http.Dispose();
}
