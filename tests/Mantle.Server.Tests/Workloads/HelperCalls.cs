using System.Net;
using Mantle.Cli.Client;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Workloads;

/// <summary>Helpers of workloads in this process, with the test's clock.</summary>
static class HelperCalls
{
    public static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>The helper's client; it calls as the test's client does.</summary>
    public static MantleClient Helper(this TestClient client, TimeProvider clock, string? endpoint = null) =>
        new(new CallerIdentity(client.Credentials, endpoint ?? client.Endpoint, "us-east-1", clock, "a test"));

    public static async Task<(HttpStatusCode Status, string Body)> AskAsync(
        string method,
        string url,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
