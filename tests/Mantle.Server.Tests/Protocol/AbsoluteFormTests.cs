using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Protocol;

/// <summary>
/// Requests of a client that treats the server as a proxy: with scheme and host before the path
/// (<see href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class AbsoluteFormTests(TestServer server)
{
    [Theory]
    [InlineData("/", "<ListAllMyBucketsResult")]
    [InlineData("/?max-buckets=1", "<ListAllMyBucketsResult")]
    [InlineData("", "<ListAllMyBucketsResult")]
    [InlineData("?max-buckets=1", "<ListAllMyBucketsResult")]
    [InlineData("/no-such-bucket-anywhere/a%20b", "<Code>NoSuchBucket</Code>")]
    public async Task The_path_after_the_host_is_what_was_signed(string target, string answer)
    {
        var root = await server.NewAccountAsync();
        Assert.Contains(answer, await SendAsync(root, target, "/" + target.TrimStart('/')));
    }

    [Fact]
    public async Task Another_path_than_the_signed_one_is_refused() =>
        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", await SendAsync(await server.NewAccountAsync(), "/other", "/"));

    [Fact]
    public async Task Another_host_than_the_headers_is_refused()
    {
        using var connection = await RawConnection.OpenAsync(server);
        await connection.SendAsync("GET http://one.localhost/ HTTP/1.1\r\nHost: two.localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400", await connection.ReadToEndAsync());
    }

    async Task<string> SendAsync(TestClient root, string target, string signedTarget)
    {
        const string host = "s3.localhost:4700";
        var headers = new HeaderList().Add("host", host);
        new RequestSigner(root.Credentials, "us-east-1", "s3").Sign(
            SignableRequest.FromTarget("GET", signedTarget, headers),
            PayloadHash.Of([]),
            root.Now
        );
        var lines = string.Concat(Enumerable.Range(0, headers.Count).Select(i => $"{headers[i].Key}: {headers[i].Value}\r\n"));
        using var connection = await RawConnection.OpenAsync(server);
        await connection.SendAsync($"GET http://{host}{target} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n");
        return await connection.ReadToEndAsync();
    }
}
