using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Support;

/// <summary>Sends signed query calls over HTTP, as an SDK does, and reads the answers.</summary>
sealed class TestClient(string endpoint, TimeProvider clock, string accountId, Credentials credentials)
{
    static readonly HttpClient Usual = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    /// <summary>Sends the requests.</summary>
    public HttpClient Http { get; init; } = Usual;

    static readonly Dictionary<string, string> Versions = new()
    {
        ["iam"] = "2010-05-08",
        ["sts"] = "2011-06-15",
        ["mantle"] = "2026-01-01",
    };

    public string AccountId => accountId;

    public Credentials Credentials => credentials;

    public string Endpoint => endpoint;

    public DateTimeOffset Now => clock.GetUtcNow();

    public string Region { get; init; } = "us-east-1";

    public TestClient With(string account, Credentials other) => new(endpoint, clock, account, other);

    public TestClient With(Credentials other) => With(accountId, other);

    /// <summary>Calls IAM.</summary>
    public Task<Answer> Iam(string action, params (string Name, string Value)[] parameters) => CallAsync("iam", action, parameters);

    /// <summary>Calls STS.</summary>
    public Task<Answer> Sts(string action, params (string Name, string Value)[] parameters) => CallAsync("sts", action, parameters);

    /// <summary>The result element of a call that succeeds.</summary>
    public async Task<Answer> CallAsync(string service, string action, params (string Name, string Value)[] parameters)
    {
        var answer = await SendAsync(service, action, parameters);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{action}: {answer.Code} {answer.Message}");
        return answer;
    }

    /// <summary>A call that is refused with this code and, where given, message.</summary>
    public async Task<Answer> RefusedAsync(
        string code,
        string? message,
        string service,
        string action,
        params (string Name, string Value)[] parameters
    )
    {
        var answer = await SendAsync(service, action, parameters);
        Assert.Equal(code, answer.Code);
        if (message is not null)
            Assert.Equal(message, answer.Message);
        return answer;
    }

    public Task<Answer> SendAsync(string service, string action, params (string Name, string Value)[] parameters)
    {
        var form = new StringBuilder($"Action={action}&Version={Versions[service]}");
        foreach (var (name, value) in parameters)
            form.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return SendBodyAsync(service, Encoding.UTF8.GetBytes(form.ToString()));
    }

    /// <summary>Sends a body unchanged, properly signed.</summary>
    public async Task<Answer> SendBodyAsync(
        string service,
        byte[] body,
        string contentType = "application/x-www-form-urlencoded; charset=utf-8"
    )
    {
        var uri = new Uri(endpoint);
        var headers = new HeaderList().Add("host", uri.Authority).Add("content-type", contentType);
        new RequestSigner(credentials, Region, service).Sign(
            SignableRequest.FromTarget("POST", "/", headers),
            PayloadHash.Of(body),
            clock.GetUtcNow()
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(uri, "/")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        return await Answer.ReadAsync(await Http.SendAsync(request));
    }

    /// <summary>Sends a call without a signature, as SDKs do for AWS's unsigned operations.</summary>
    public async Task<Answer> SendUnsignedAsync(string service, string action, params (string Name, string Value)[] parameters)
    {
        var form = parameters
            .Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))
            .Prepend(KeyValuePair.Create("Version", Versions[service]))
            .Prepend(KeyValuePair.Create("Action", action));
        using var content = new FormUrlEncodedContent(form);
        return await Answer.ReadAsync(await Http.PostAsync(new Uri(endpoint), content));
    }

    /// <summary>A new user of the account with an access key; the client signs as it.</summary>
    public async Task<TestClient> NewUserAsync(string name, string? policy = null)
    {
        await Iam("CreateUser", ("UserName", name));
        if (policy is not null)
            await Iam("PutUserPolicy", ("UserName", name), ("PolicyName", "policy"), ("PolicyDocument", policy));
        var key = await Iam("CreateAccessKey", ("UserName", name));
        return With(new Credentials(key.Text("AccessKeyId"), key.Text("SecretAccessKey")));
    }

    /// <summary>Assumes a role; the client signs with its session.</summary>
    public async Task<TestClient> AssumeAsync(string roleArn, params (string Name, string Value)[] parameters)
    {
        var answer = await Sts("AssumeRole", [("RoleArn", roleArn), ("RoleSessionName", "session"), .. parameters]);
        return With(
            roleArn.Split(':')[4],
            new Credentials(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken"))
        );
    }
}

/// <summary>An answer: its status, and its XML without namespaces.</summary>
sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, XElement? Xml)
{
    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, response.Headers, text.Length == 0 ? null : Plain(XElement.Parse(text)));
    }

    public string? Code => Find("Code")?.Value;

    public string? Message => Find("Message")?.Value;

    public XElement? Find(string name) => Xml?.Descendants(name).FirstOrDefault();

    public string Text(string name) => Find(name)?.Value ?? throw new Xunit.Sdk.XunitException($"The answer has no {name}: {Xml}");

    /// <summary>The values of the elements of that name, in order.</summary>
    public IReadOnlyList<string> All(string name) => [.. Xml!.Descendants(name).Select(element => element.Value)];

    static XElement Plain(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(Plain) : element.Value);
}
