using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Mantle.SigV4;

namespace Mantle.Scale;

/// <summary>Signed calls of IAM's and Mantle's query interface.</summary>
sealed class Api(string endpoint, Credentials credentials)
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 });

    readonly RequestSigner iam = new(credentials, "us-east-1", "iam"),
        mantle = new(credentials, "us-east-1", "mantle");

    public Task<XElement> IamAsync(string action, params (string Name, string Value)[] parameters) =>
        CallAsync(iam, $"Action={action}&Version=2010-05-08", parameters);

    public async Task<(AccountId AccountId, Api Root)> NewAccountAsync()
    {
        var made = await CallAsync(mantle, "Action=CreateAccount&Version=2026-01-01", [("Name", "scale")]);
        return (
            AccountId.Parse(Text(made, "AccountId")),
            new Api(endpoint, new Credentials(Text(made, "AccessKeyId"), Text(made, "SecretAccessKey")))
        );
    }

    public async Task<Api> NewUserAsync(string name)
    {
        var key = await IamAsync("CreateAccessKey", ("UserName", name));
        return new Api(endpoint, new Credentials(Text(key, "AccessKeyId"), Text(key, "SecretAccessKey")));
    }

    public static string Text(XElement answer, string name) =>
        Find(answer, name) ?? throw new InvalidOperationException($"The answer has no {name}: {answer}");

    public static string? Find(XElement answer, string name) =>
        answer.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    async Task<XElement> CallAsync(RequestSigner signer, string head, (string Name, string Value)[] parameters)
    {
        var body = Encoding.UTF8.GetBytes(head + string.Concat(parameters.Select(p => $"&{p.Name}={Uri.EscapeDataString(p.Value)}")));
        var uri = new Uri(endpoint);
        var headers = new HeaderList().Add("host", uri.Authority).Add("content-type", "application/x-www-form-urlencoded");
        signer.Sign(SignableRequest.FromTarget("POST", "/", headers), PayloadHash.Of(body), TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(uri, "/")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? XElement.Parse(text) : throw new InvalidOperationException(text);
    }
}
