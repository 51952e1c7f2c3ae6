using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Mantle.Cli.Client;
using Mantle.Cli.Imds;
using Mantle.Cli.Workloads;
using Mantle.Server.Tests.Operations.Admin.Workloads;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Workloads;

/// <summary>
/// The instance metadata service
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"/>).
/// </summary>
public sealed class MetadataServerTests : IAsyncLifetime
{
    const string Token = "X-aws-ec2-metadata-token",
        Lifetime = "X-aws-ec2-metadata-token-ttl-seconds";

    const string Role = "/latest/meta-data/iam/security-credentials/web";

    readonly TestServer server = new();
    readonly List<IAsyncDisposable> opened = [];
    TestClient root = null!;
    MantleClient client = null!;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        root = await server.NewAccountAsync();
        await root.NewProfileAsync("web");
        client = root.Helper(server.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        opened.Reverse();
        foreach (var each in opened)
            await each.DisposeAsync();
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Credentials_need_a_session_token_and_are_the_instances_own()
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web", InstanceId = "i-0abc" });
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await HelperCalls.AskAsync("GET", url + Role));
        var token = await TokenAsync(url);
        Assert.Equal((HttpStatusCode.OK, "web"), await GetAsync(url, "/latest/meta-data/iam/security-credentials/", token));
        using var json = JsonDocument.Parse((await GetAsync(url, Role, token)).Body);
        string Member(string name) => json.RootElement.GetProperty(name).GetString()!;
        Assert.Equal(("Success", "AWS-HMAC", "2026-03-01T12:00:00Z"), (Member("Code"), Member("Type"), Member("LastUpdated")));
        Assert.Equal("2026-03-01T18:00:00Z", Member("Expiration"));
        var session = root.With(new(Member("AccessKeyId"), Member("SecretAccessKey"), Member("Token")));
        Assert.Equal($"arn:aws:sts::{root.AccountId}:assumed-role/web/i-0abc", (await session.Sts("GetCallerIdentity")).Text("Arn"));
        await session.Iam("ListUsers");
    }

    [Fact]
    public async Task The_instance_profile_is_told()
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        using var json = JsonDocument.Parse((await GetAsync(url, "/latest/meta-data/iam/info", await TokenAsync(url))).Body);
        Assert.Equal(
            ["Code", "LastUpdated", "InstanceProfileArn", "InstanceProfileId"],
            json.RootElement.EnumerateObject().Select(each => each.Name)
        );
        Assert.Equal(root.Arn("instance-profile/web"), json.RootElement.GetProperty("InstanceProfileArn").GetString());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadRequest)]
    [InlineData("0", HttpStatusCode.BadRequest)]
    [InlineData("21601", HttpStatusCode.BadRequest)]
    [InlineData("-1", HttpStatusCode.BadRequest)]
    [InlineData("one", HttpStatusCode.BadRequest)]
    [InlineData("1", HttpStatusCode.OK)]
    [InlineData("21600", HttpStatusCode.OK)]
    public async Task A_session_token_lives_one_second_to_six_hours(string? seconds, HttpStatusCode status)
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        var (actual, body) = await HelperCalls.AskAsync("PUT", $"{url}/latest/api/token", seconds is null ? [] : [(Lifetime, seconds)]);
        Assert.Equal((status, status != HttpStatusCode.OK), (actual, body.Length == 0));
    }

    [Fact]
    public async Task A_session_token_ends_when_its_time_is_over()
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        var token = await TokenAsync(url, 60);
        server.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(url, Role, token)).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await GetAsync(url, Role, token));
    }

    [Fact]
    public async Task A_request_through_a_proxy_gets_no_session_token()
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        Assert.Equal(
            (HttpStatusCode.Forbidden, ""),
            await HelperCalls.AskAsync("PUT", $"{url}/latest/api/token", (Lifetime, "60"), ("X-Forwarded-For", "192.0.2.1"))
        );
    }

    [Fact]
    public async Task Another_instances_token_is_not_valid_and_neither_is_a_changed_one()
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        var other = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        var token = await TokenAsync(url);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(other, Role, token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(url, Role, (token[0] == 'A' ? 'B' : 'A') + token[1..])).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(url, Role, "x")).Status);
    }

    [Theory]
    [InlineData("attacker.example.com", HttpStatusCode.Forbidden)]
    [InlineData("169.254.169.254", HttpStatusCode.OK)]
    [InlineData("localhost:1338", HttpStatusCode.OK)]
    [InlineData("instance-data.ec2.internal", HttpStatusCode.OK)]
    public async Task A_foreign_host_name_is_a_web_pages(string host, HttpStatusCode status)
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        var (actual, body) = await HelperCalls.AskAsync("PUT", $"{url}/latest/api/token", (Lifetime, "60"), ("Host", host));
        Assert.Equal((status, status != HttpStatusCode.OK), (actual, body.Length == 0));
    }

    [Theory]
    [InlineData("GET", "/latest/meta-data/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/latest/meta-data/iam/security-credentialsX", HttpStatusCode.NotFound)]
    [InlineData("GET", "/latest/meta-data/iam/security-credentials/other", HttpStatusCode.NotFound)]
    [InlineData("GET", "/1999-01-01/meta-data/", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/latest/meta-data/", HttpStatusCode.NotFound)]
    [InlineData("POST", "/latest/meta-data/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/latest/api/token", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_has_its_status_and_no_body(string method, string path, HttpStatusCode status)
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        Assert.Equal((status, ""), await HelperCalls.AskAsync(method, url + path, (Token, await TokenAsync(url))));
    }

    [Theory]
    [InlineData("/latest", "dynamic/\nmeta-data/")]
    [InlineData("/latest/meta-data/iam/", "info\nsecurity-credentials/")]
    [InlineData("/latest/meta-data/placement/", "availability-zone\nregion")]
    [InlineData("/latest/meta-data/placement/region", "us-east-1")]
    [InlineData("/latest/meta-data/placement/availability-zone", "us-east-1a")]
    [InlineData("/2021-07-15/meta-data/instance-id", "i-0abc")]
    [InlineData("/latest/meta-data/services/partition", "aws")]
    public async Task Metadata_are_read_by_their_paths(string path, string value)
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web", InstanceId = "i-0abc" });
        Assert.Equal((HttpStatusCode.OK, value), await GetAsync(url, path, await TokenAsync(url)));
    }

    [Fact]
    public async Task The_first_version_is_switched_on_and_its_credentials_say_so()
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web", HttpTokens = "optional" });
        var first = (await HelperCalls.AskAsync("GET", url + Role)).Body;
        var second = (await GetAsync(url, Role, await TokenAsync(url))).Body;
        Assert.NotEqual(first, second);
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "web"),
            ("PolicyName", "second"),
            (
                "PolicyDocument",
                IamCalls
                    .AllowWhere("*", """{"NumericLessThan":{"ec2:RoleDelivery":"2.0"}}""")
                    .Replace("Allow", "Deny", StringComparison.Ordinal)
            )
        );
        await Session(first).DeniedAsync();
        await Session(second).Iam("ListUsers");
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(url, Role, "wrong")).Status);
    }

    [Fact]
    public async Task The_identity_document_is_signed()
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web", InstanceId = "i-0abc" });
        var token = await TokenAsync(url);
        async Task<string> Read(string name) => (await GetAsync(url, $"/latest/dynamic/instance-identity/{name}", token)).Body;
        var document = await Read("document");
        using var json = JsonDocument.Parse(document);
        Assert.Equal("i-0abc", json.RootElement.GetProperty("instanceId").GetString());
        Assert.Equal(root.AccountId, json.RootElement.GetProperty("accountId").GetString());
        using var certificate = X509Certificate2.CreateFromPem(await Read("certificate"));
        using var key = certificate.GetRSAPublicKey()!;
        Assert.True(
            key.VerifyData(
                Encoding.UTF8.GetBytes(document),
                Convert.FromBase64String(await Read("signature")),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
        );
        Assert.SkipUnless(Shell.Has("openssl"), "openssl is not installed");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "certificate"), await Read("certificate"));
        foreach (var name in new[] { "pkcs7", "rsa2048" })
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.Path, name),
                $"-----BEGIN PKCS7-----\n{(await Read(name)).Replace("\r", "", StringComparison.Ordinal)}\n-----END PKCS7-----\n"
            );
            var (code, output, error) = await Shell.RunAsync(
                $"openssl cms -verify -binary -in {name} -inform PEM -certfile certificate -noverify",
                folder: folder.Path
            );
            Assert.True(code == 0, error);
            Assert.Equal(document, output);
        }
    }

    [Fact]
    public async Task Credentials_are_kept_and_renewed_before_they_expire()
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        var first = (await GetAsync(url, Role, await TokenAsync(url))).Body;
        server.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(first, (await GetAsync(url, Role, await TokenAsync(url))).Body);
        server.Clock.Advance(TimeSpan.FromHours(1.5));
        var next = (await GetAsync(url, Role, await TokenAsync(url))).Body;
        Assert.NotEqual(first, next);
        await Session(first).Iam("ListUsers");
        server.Clock.Advance(TimeSpan.FromHours(2));
        await Session(first).RefusedAsync("ExpiredToken", null, "iam", "ListUsers");
        await Session(next).Iam("ListUsers");
    }

    [Fact]
    public async Task A_role_that_EC2_may_not_assume_is_said_to_be_so()
    {
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "web"), ("PolicyDocument", WorkloadCalls.TrustOf("lambda.amazonaws.com")));
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        var (status, body) = await GetAsync(url, Role, await TokenAsync(url));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("AssumeRoleUnauthorizedAccess", JsonDocument.Parse(body).RootElement.GetProperty("Code").GetString());
    }

    [Fact]
    public async Task An_instance_whose_registration_was_taken_away_has_no_role_any_more()
    {
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        var token = await TokenAsync(url);
        var held = (await GetAsync(url, Role, token)).Body;
        var id = (await root.CallAsync("mantle", "ListWorkloads")).Text("RegistrationId");
        await root.CallAsync("mantle", "DeregisterWorkload", ("RegistrationId", id));
        await Session(held).RefusedAsync("InvalidClientTokenId", null, "iam", "ListUsers");
        server.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal((HttpStatusCode.NotFound, ""), await GetAsync(url, Role, token));
    }

    [Fact]
    public async Task While_the_server_is_away_valid_credentials_go_on_and_then_it_is_503_until_it_is_back()
    {
        var address = new Uri(root.Endpoint);
        var switched = new SwitchedProxy(address.Port);
        opened.Add(switched);
        var away = root.Helper(server.Clock, switched.Url);
        var url = await StartAsync(new InstanceOptions { InstanceProfile = "web" }, away);
        var token = await TokenAsync(url);
        var held = (await GetAsync(url, Role, token)).Body;
        switched.IsOn = false;
        server.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal((HttpStatusCode.OK, held), await GetAsync(url, Role, token));
        server.Clock.Advance(TimeSpan.FromHours(1.5));
        token = await TokenAsync(url);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), await GetAsync(url, Role, token));
        switched.IsOn = true;
        await Session((await GetAsync(url, Role, token)).Body).Iam("ListUsers");
    }

    [Fact]
    public async Task An_instance_has_credentials_before_anybody_asks()
    {
        var switched = new SwitchedProxy(new Uri(root.Endpoint).Port);
        opened.Add(switched);
        var url = await StartAsync(
            new InstanceOptions { InstanceProfile = "web", InstanceId = "i-0abc" },
            root.Helper(server.Clock, switched.Url)
        );
        switched.IsOn = false;
        var (status, body) = await GetAsync(url, Role, await TokenAsync(url));
        Assert.Equal(HttpStatusCode.OK, status);
        await Session(body).Iam("ListUsers");
    }

    [Fact]
    public async Task Instances_of_one_process_are_told_apart_by_their_addresses()
    {
        await root.NewProfileAsync("db");
        var url = await StartManyAsync(
            new InstanceOptions
            {
                InstanceProfile = "web",
                InstanceId = "i-0web",
                Address = "127.0.0.2",
            },
            new InstanceOptions
            {
                InstanceProfile = "db",
                InstanceId = "i-0db",
                Address = "127.0.0.3",
            }
        );
        Assert.Equal("web", await RoleAtAsync("127.0.0.2"));
        Assert.Equal("db", await RoleAtAsync("127.0.0.3"));
        using var stranger = From("127.0.0.4");
        using var refused = await stranger.SendAsync(Put(url));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        async Task<string> RoleAtAsync(string source)
        {
            using var http = From(source);
            using var given = await http.SendAsync(Put(url));
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{url}/latest/meta-data/iam/security-credentials/");
            request.Headers.Add(Token, await given.Content.ReadAsStringAsync());
            using var response = await http.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task When_the_process_ends_its_instances_are_registered_no_more()
    {
        await StartAsync(new InstanceOptions { InstanceProfile = "web" });
        Assert.Single((await root.CallAsync("mantle", "ListWorkloads")).All("RegistrationId"));
        opened.Reverse();
        foreach (var each in opened)
            await each.DisposeAsync();
        opened.Clear();
        Assert.Empty((await root.CallAsync("mantle", "ListWorkloads")).All("RegistrationId"));
    }

    static HttpRequestMessage Put(string url) => new(HttpMethod.Put, $"{url}/latest/api/token") { Headers = { { Lifetime, "60" } } };

    static HttpClient From(string source) =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectCallback = async (context, cancellation) =>
                {
                    var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(source).MapToIPv6(), 0));
                    await socket.ConnectAsync(IPAddress.Loopback.MapToIPv6(), context.DnsEndPoint.Port, cancellation);
                    return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
                },
            }
        );

    TestClient Session(string body)
    {
        using var json = JsonDocument.Parse(body);
        string Member(string name) => json.RootElement.GetProperty(name).GetString()!;
        return root.With(new(Member("AccessKeyId"), Member("SecretAccessKey"), Member("Token")));
    }

    Task<string> StartAsync(InstanceOptions options, MantleClient? by = null) => StartAsync([options], by);

    Task<string> StartManyAsync(params InstanceOptions[] options) => StartAsync(options, null);

    async Task<string> StartAsync(InstanceOptions[] options, MantleClient? by)
    {
        var fleet = await InstanceFleet.StartAsync(by ?? client, options, null, server.Clock);
        opened.Add(fleet);
        var helper = await LocalServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0),
            new MetadataServer(fleet.Find, new IdentitySigner(server.Clock)).AnswerAsync
        );
        opened.Add(helper);
        return helper.Url;
    }

    static async Task<string> TokenAsync(string url, int seconds = MetadataTokens.Longest)
    {
        var (status, body) = await HelperCalls.AskAsync(
            "PUT",
            $"{url}/latest/api/token",
            (Lifetime, seconds.ToString(CultureInfo.InvariantCulture))
        );
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    static Task<(HttpStatusCode Status, string Body)> GetAsync(string url, string path, string token) =>
        HelperCalls.AskAsync("GET", url + path, (Token, token));
}
