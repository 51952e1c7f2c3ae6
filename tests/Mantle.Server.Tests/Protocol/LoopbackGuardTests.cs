using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Authorization;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.SAMLProviders;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Operations.Sts;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Protocol;

/// <summary>Requests that another site's page can make a browser send to a server on the same machine.</summary>
[Collection(ServerCollection.Name)]
public class LoopbackGuardTests(TestServer server)
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:4700")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("evil.amazonaws.com.example")]
    [InlineData("10.1.2.3")]
    public async Task A_foreign_host_gets_nothing_unsigned(string host)
    {
        var (s3, bucket) = await NewOpenBucketAsync();
        foreach (var (method, target) in new[] { ("GET", $"/{bucket}/key"), ("PUT", $"/{bucket}/new"), ("OPTIONS", $"/{bucket}/key") })
            (await s3.AtHost(host).SendUnsignedAsync(method, target, method == "PUT" ? [] : null)).Refused(403, "AccessDenied");
        (await s3.GetAsync($"/{bucket}/new")).Expect(404);
        var token = await SendFormAsync(host, null, "Action=AssumeRoleWithWebIdentity&Version=2011-06-15");
        Assert.Equal(403, token.Status);
        Assert.Contains("AccessDenied", token.Text);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:4700")]
    [InlineData("127.0.0.1")]
    [InlineData("127.3.2.1:99")]
    [InlineData("[::1]:4700")]
    [InlineData("s3.localhost")]
    [InlineData("mantle")]
    [InlineData("s3.eu-west-1.amazonaws.com")]
    public async Task Its_own_names_and_those_of_aws_are_known(string host)
    {
        var (s3, bucket) = await NewOpenBucketAsync();
        Assert.Equal("data", (await s3.AtHost(host).SendUnsignedAsync("GET", $"/{bucket}/key")).Expect(200).Text);
    }

    [Fact]
    public async Task Who_signs_may_call_it_by_any_name()
    {
        var (s3, bucket) = await NewOpenBucketAsync();
        Assert.Equal("data", (await s3.AtHost("store.example").GetAsync($"/{bucket}/key")).Expect(200).Text);
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("https://evil.amazonaws.com", false)]
    [InlineData("file://", false)]
    [InlineData("app://localhost", false)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    public async Task An_unsigned_form_of_another_sites_page_writes_nothing(string origin, bool isTaken)
    {
        var (s3, bucket) = await NewOpenBucketAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("posted"), "\"key\"" },
            { new StringContent("data"), "\"file\"", "\"f\"" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{s3.Client.Endpoint}/{bucket}") { Content = form };
        request.Headers.Add("Origin", origin);
        using var answer = await Http.SendAsync(request);
        Assert.Equal(isTaken ? 204 : 403, (int)answer.StatusCode);
        (await s3.GetAsync($"/{bucket}/posted")).Expect(isTaken ? 200 : 404);
    }

    /// <summary>The calls of STS that a token makes instead of a signature: nobody else's page gets credentials made.</summary>
    [Theory]
    [InlineData("Origin", "http://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "file://", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Origin", "http://localhost:3000", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    public async Task An_unsigned_call_of_another_sites_page_is_not_looked_at(string header, string value, bool isTaken)
    {
        const string Web =
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn:aws:iam::111122223333:role/none"
            + "&RoleSessionName=app&WebIdentityToken=not-a-token";
        const string Saml =
            "Action=AssumeRoleWithSAML&Version=2011-06-15&RoleArn=arn:aws:iam::111122223333:role/none"
            + "&PrincipalArn=arn:aws:iam::111122223333:saml-provider/none&SAMLAssertion=bm90LWFuLWFzc2VydGlvbg==";
        foreach (var call in new[] { Web, Saml })
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Get })
        {
            var endpoint = server.Server.Endpoint;
            using var request = new HttpRequestMessage(method, method == HttpMethod.Get ? $"{endpoint}/?{call}" : endpoint);
            if (method == HttpMethod.Post)
                request.Content = new StringContent(call, Encoding.UTF8, "application/x-www-form-urlencoded");
            request.Headers.Add(header, value);
            using var answer = await Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Contains(isTaken ? "<Code>InvalidIdentityToken</Code>" : "<Code>AccessDenied</Code>", text);
            Assert.Equal(isTaken ? 400 : 403, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_page_that_a_browser_calls_cross_site_deletes_nothing()
    {
        var (s3, bucket) = await NewOpenBucketAsync();
        var document = "<Delete><Object><Key>key</Key></Object></Delete>"u8.ToArray();
        var checksum = ("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(document)));
        (await s3.SendUnsignedAsync("POST", $"/{bucket}?delete", document, checksum, ("sec-fetch-site", "cross-site"))).Refused(
            403,
            "AccessDenied"
        );
        (await s3.GetAsync($"/{bucket}/key")).Expect(200);
    }

    async Task<(S3Client, string)> NewOpenBucketAsync()
    {
        var s3 = await server.NewS3Async();
        return (s3, await OpenBuckets.NewAsync(s3));
    }

    async Task<(int Status, string Text)> SendFormAsync(string host, string? origin, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Server.Endpoint);
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

static class OpenBuckets
{
    /// <summary>A bucket with an object, in which everyone may do everything with objects.</summary>
    public static async Task<string> NewAsync(S3Client s3)
    {
        var bucket = await s3.NewBucketAsync();
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var statement = $$"""{"Effect":"Allow","Principal":"*","Action":"s3:*Object","Resource":"arn:aws:s3:::{{bucket}}/*"}""";
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";
        (await s3.PutDocumentAsync($"/{bucket}?policy", policy)).Expect(204);
        return bucket;
    }
}

/// <summary>A server that does not enforce authorization.</summary>
public class UnenforcedServer : TestServer
{
    internal override ServerOptions Configure(ServerOptions options) => UnsignedCallsTests.Configure(options, Enforcement.Off);
}

/// <summary>A server that records denials and executes the calls.</summary>
public sealed class LoggingServer : TestServer
{
    internal override ServerOptions Configure(ServerOptions options) => UnsignedCallsTests.Configure(options, Enforcement.Log);
}

/// <summary>Authentication is never relaxed: unsigned requests are refused as under full enforcement.</summary>
public abstract class UnsignedCallsTests(TestServer server)
{
    internal static ServerOptions Configure(ServerOptions options, Enforcement enforcement) =>
        options with
        {
            Enforcement = enforcement,
            AllowHttpIssuers = true,
            AllowPrivateIssuers = true,
        };

    /// <summary>A token proves who comes, not what the role's account lets that one do: its trust policy is the only check.</summary>
    [Fact]
    public async Task An_external_identity_gets_only_the_roles_that_trust_it()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var trusting = await root.NewWebRoleAsync(issuer, $$$"""{"StringEquals":{"{{{issuer.Name}}}:sub":"me"}}""");
        var other = await root.NewRoleAsync("other");
        await root.WebOkAsync(trusting, issuer.Token(server.Now, WebIdentityCalls.With("sub", "me")));
        await root.WebRefusedAsync(trusting, issuer.Token(server.Now), "AccessDenied", WebIdentityCalls.Denied);
        await root.WebRefusedAsync(
            other,
            issuer.Token(server.Now, WebIdentityCalls.With("sub", "me")),
            "AccessDenied",
            WebIdentityCalls.Denied
        );
        var provider = await root.NewSamlProviderAsync("idp", SamlCalls.Idp.Metadata);
        var target = new SamlTarget(root, provider, other, server.Now);
        await target.RefusedAsync(SamlCalls.Idp.SignAssertion(target.Xml()), "AccessDenied", SamlCalls.Denied);
    }

    [Fact]
    public async Task Nobody_gets_in_unsigned()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        foreach (
            var (method, target) in new[]
            {
                ("GET", "/"),
                ("PUT", $"/{S3Client.NewBucketName()}"),
                ("GET", $"/{bucket}"),
                ("GET", $"/{bucket}/key"),
                ("PUT", $"/{bucket}/key"),
                ("DELETE", $"/{bucket}/key"),
                ("DELETE", $"/{bucket}"),
                ("GET", $"/{bucket}?policy"),
                ("DELETE", $"/{bucket}?policy"),
                ("GET", $"/{bucket}/none"),
                ("POST", $"/{bucket}/new?uploads"),
            }
        )
            (await s3.SendUnsignedAsync(method, target, method == "PUT" ? [] : null)).Refused(403, "AccessDenied", "Access Denied");
        var document = "<Delete><Object><Key>key</Key></Object></Delete>"u8.ToArray();
        var checksum = ("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(document)));
        var deleted = (await s3.SendUnsignedAsync("POST", $"/{bucket}?delete", document, checksum)).Expect(200);
        Assert.Equal(["AccessDenied"], deleted.All("Code"));
        Assert.Equal("MissingAuthenticationToken", (await server.Management.SendUnsignedAsync("iam", "ListUsers")).Code);
        Assert.Equal("data", (await s3.GetAsync($"/{bucket}/key")).Expect(200).Text);
    }

    [Fact]
    public async Task What_everybody_may_is_still_given_to_everybody()
    {
        var s3 = await server.NewS3Async();
        var bucket = await OpenBuckets.NewAsync(s3);
        Assert.Equal("data", (await s3.SendUnsignedAsync("GET", $"/{bucket}/key")).Expect(200).Text);
    }

    [Fact]
    public async Task Who_signs_is_let_through()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var nobody = s3.As(await s3.Client.NewUserAsync("nobody"));
        Assert.Equal("data", (await nobody.GetAsync($"/{bucket}/key")).Expect(200).Text);
        (await nobody.GetAsync($"/{bucket}/none")).Refused(404, "NoSuchKey");
    }
}

/// <summary>With <c>--enforce off</c>.</summary>
public class UnsignedCallsWithoutEnforcementTests(UnenforcedServer server) : UnsignedCallsTests(server), IClassFixture<UnenforcedServer>;

/// <summary>With <c>--enforce log</c>.</summary>
public class UnsignedCallsWithDenialsNotedTests(LoggingServer server) : UnsignedCallsTests(server), IClassFixture<LoggingServer>;
