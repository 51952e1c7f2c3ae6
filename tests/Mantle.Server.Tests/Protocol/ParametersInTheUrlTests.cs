using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Protocol;

/// <summary>
/// The parameters of a POST stand in its body, in its URL, or in both: boto3 and the CLI presign calls of query services as a POST with
/// everything in the URL (https://github.com/boto/boto3/issues/756). None of them is dropped.
/// </summary>
[Collection(ServerCollection.Name)]
public class ParametersInTheUrlTests(TestServer server)
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Theory]
    [InlineData("POST", "Action=GetCallerIdentity&Version=2011-06-15", "")]
    [InlineData("GET", "Action=GetCallerIdentity&Version=2011-06-15", "")]
    [InlineData("POST", "", "Action=GetCallerIdentity&Version=2011-06-15")]
    [InlineData("POST", "Action=GetCallerIdentity", "Version=2011-06-15")]
    public async Task A_presigned_call(string method, string query, string body)
    {
        var (status, answer) = await SendAsync(method, "sts", query, body);
        Assert.Equal(200, status);
        var identity = answer.GetProperty("GetCallerIdentityResponse").GetProperty("GetCallerIdentityResult");
        Assert.Equal(server.Management.AccountId, identity.GetProperty("Account").GetString());
    }

    [Fact]
    public async Task A_parameter_that_the_operation_does_not_have_is_refused_in_the_URL_too()
    {
        var (status, answer) = await SendAsync("POST", "sts", "Unknown=1", "Action=GetCallerIdentity&Version=2011-06-15");
        Assert.Equal((400, "ValidationError"), (status, CodeOf(answer)));
    }

    [Fact]
    public async Task Of_a_parameter_in_both_the_first_counts_as_of_any_that_is_sent_twice()
    {
        var (status, answer) = await SendAsync("POST", "iam", "UserName=first", "Action=GetUser&Version=2010-05-08&UserName=second");
        Assert.Equal((404, "NoSuchEntity"), (status, CodeOf(answer)));
        Assert.Equal("The user with name first cannot be found.", answer.GetProperty("Error").GetProperty("Message").GetString());
    }

    static string? CodeOf(JsonElement answer) => answer.GetProperty("Error").GetProperty("Code").GetString();

    async Task<(int Status, JsonElement Answer)> SendAsync(string method, string service, string query, string body)
    {
        var client = server.Management;
        var headers = new HeaderList().Add("host", new Uri(client.Endpoint).Authority);
        var bytes = Encoding.UTF8.GetBytes(body);
        new RequestSigner(client.Credentials, "us-east-1", service).Presign(
            new SignableRequest(method, "/", query, headers),
            PayloadHash.Of(bytes),
            server.Clock.GetUtcNow(),
            TimeSpan.FromSeconds(60),
            out var signed
        );
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{client.Endpoint}/?{signed}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
