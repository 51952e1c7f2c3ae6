using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Protocol;

/// <summary>IAM and STS answer in JSON where the client accepts it, errors included, in the form that clients parse.</summary>
[Collection(ServerCollection.Name)]
public class JsonOnRequestTests(TestServer server)
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task An_identity()
    {
        var (status, type, json) = await SendAsync(server.Management, "sts", "Action=GetCallerIdentity&Version=2011-06-15");
        Assert.Equal((200, "application/json"), (status, type));
        var answer = json.GetProperty("GetCallerIdentityResponse");
        var result = answer.GetProperty("GetCallerIdentityResult");
        Assert.Equal(server.Management.AccountId, result.GetProperty("Account").GetString());
        Assert.Equal($"arn:aws:iam::{server.Management.AccountId}:root", result.GetProperty("Arn").GetString());
        Assert.Equal(server.Management.AccountId, result.GetProperty("UserId").GetString());
        Assert.True(Guid.TryParse(answer.GetProperty("ResponseMetadata").GetProperty("RequestId").GetString(), out _));
    }

    [Fact]
    public async Task Credentials_whose_expiry_is_in_seconds()
    {
        var account = await server.NewAccountAsync();
        var user = await account.NewUserAsync("ana");
        var (_, _, json) = await SendAsync(user, "sts", "Action=GetSessionToken&Version=2011-06-15&DurationSeconds=900");
        var credentials = json.GetProperty("GetSessionTokenResponse").GetProperty("GetSessionTokenResult").GetProperty("Credentials");
        Assert.Equal(server.Clock.GetUtcNow().AddSeconds(900).ToUnixTimeSeconds(), credentials.GetProperty("Expiration").GetDouble());
        Assert.StartsWith("ASIA", credentials.GetProperty("AccessKeyId").GetString());
    }

    [Fact]
    public async Task Lists_flags_and_operations_that_answer_nothing()
    {
        var account = await server.NewAccountAsync();
        var (status, _, none) = await SendAsync(account, "iam", "Action=ListUsers&Version=2010-05-08");
        Assert.Equal(200, status);
        Assert.Equal(0, none.GetProperty("ListUsersResponse").GetProperty("ListUsersResult").GetProperty("Users").GetArrayLength());
        var (_, _, created) = await SendAsync(account, "iam", "Action=CreateUser&Version=2010-05-08&UserName=ana");
        var user = created.GetProperty("CreateUserResponse").GetProperty("CreateUserResult").GetProperty("User");
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), user.GetProperty("CreateDate").GetDouble());
        var (_, _, listed) = await SendAsync(account, "iam", "Action=ListUsers&Version=2010-05-08");
        var list = listed.GetProperty("ListUsersResponse").GetProperty("ListUsersResult");
        Assert.Equal("ana", list.GetProperty("Users")[0].GetProperty("UserName").GetString());
        Assert.False(list.GetProperty("IsTruncated").GetBoolean());
        var (_, _, deleted) = await SendAsync(account, "iam", "Action=DeleteUser&Version=2010-05-08&UserName=ana");
        Assert.Equal(["ResponseMetadata"], deleted.GetProperty("DeleteUserResponse").EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("iam", "Action=GetUser&Version=2010-05-08&UserName=none", 404, "NoSuchEntity", "The user with name none cannot be found.")]
    [InlineData("iam", "Action=X&Version=2010-05-08", 400, "InvalidAction", "Could not find operation X for version 2010-05-08")]
    [InlineData("sts", "Action=AssumeRole&Version=2011-06-15", 400, "ValidationError", null)]
    public async Task Errors(string service, string body, int status, string code, string? message)
    {
        var (answered, type, json) = await SendAsync(server.Management, service, body);
        Assert.Equal((status, "application/json"), (answered, type));
        var error = json.GetProperty("Error");
        Assert.Equal((code, "Sender"), (error.GetProperty("Code").GetString(), error.GetProperty("Type").GetString()));
        if (message is not null)
            Assert.Equal(message, error.GetProperty("Message").GetString());
        Assert.True(json.TryGetProperty("RequestId", out _));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("text/xml, application/json", false)]
    [InlineData("application/json;q=0, */*", false)]
    [InlineData("application/json, text/plain, */*", true)]
    [InlineData("Application/JSON; charset=utf-8", true)]
    public async Task Only_where_it_is_asked_for(string? accept, bool isJson)
    {
        var text = await SendTextAsync(server.Management, "sts", "Action=GetCallerIdentity&Version=2011-06-15", accept);
        Assert.Equal(isJson ? ("application/json", '{') : ("text/xml", '<'), (text.Type, text.Body[0]));
    }

    [Fact]
    public async Task The_token_of_a_kubernetes_cluster_is_verified()
    {
        var user = await (await server.NewAccountAsync()).NewUserAsync("ana");
        var url = Presign(user, "cluster-one");
        var (status, json) = await VerifyAsync(url, "cluster-one");
        Assert.Equal(200, status);
        var arn = json.GetProperty("GetCallerIdentityResponse").GetProperty("GetCallerIdentityResult").GetProperty("Arn").GetString();
        Assert.Equal($"arn:aws:iam::{user.AccountId}:user/ana", arn);

        // The token is signed for one cluster: another cluster's name, or none, does not match.
        foreach (var other in new[] { "cluster-two", null })
        {
            (status, json) = await VerifyAsync(url, other);
            Assert.Equal(403, status);
            Assert.Equal("SignatureDoesNotMatch", json.GetProperty("Error").GetProperty("Code").GetString());
        }
    }

    string Presign(TestClient client, string cluster)
    {
        var headers = new HeaderList().Add("host", new Uri(client.Endpoint).Authority).Add("x-k8s-aws-id", cluster);
        var request = new SignableRequest("GET", "/", "Action=GetCallerIdentity&Version=2011-06-15", headers);
        new RequestSigner(client.Credentials, "us-east-1", "sts").Presign(
            request,
            PayloadHash.Of([]),
            server.Clock.GetUtcNow(),
            TimeSpan.FromSeconds(60),
            out var query
        );
        return $"{client.Endpoint}/?{query}";
    }

    static async Task<(int Status, JsonElement Json)> VerifyAsync(string url, string? cluster)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (cluster is not null)
            request.Headers.Add("x-k8s-aws-id", cluster);
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    static async Task<(int Status, string? Type, JsonElement Json)> SendAsync(TestClient client, string service, string body)
    {
        var (status, type, text) = await SendTextAsync(client, service, body, "application/json");
        return (status, type, JsonElement.Parse(text));
    }

    static async Task<(int Status, string? Type, string Body)> SendTextAsync(TestClient client, string service, string body, string? accept)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var uri = new Uri(client.Endpoint);
        var headers = new HeaderList().Add("host", uri.Authority).Add("content-type", "application/x-www-form-urlencoded");
        new RequestSigner(client.Credentials, "us-east-1", service).Sign(
            SignableRequest.FromTarget("POST", "/", headers),
            PayloadHash.Of(bytes),
            client.Now
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(uri, "/")) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync());
    }
}
