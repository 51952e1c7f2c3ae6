using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Protocol;

/// <summary>A refusal that leaves before the body was read: the rest of the body is never read as another request.</summary>
[Collection(ServerCollection.Name)]
public class UnreadBodyTests(TestServer server)
{
    [Theory]
    [InlineData("PUT /no-such-bucket-anywhere/key", "404")]
    [InlineData("PUT /", "405")]
    [InlineData("POST /no-such-bucket-anywhere?delete", "40")]
    [InlineData("GET /no-such-bucket-anywhere/key", "404")]
    [InlineData("OPTIONS /no-such-bucket-anywhere/key", "400")]
    [InlineData("GET /healthz", "200")]
    public async Task An_answer_before_a_body_that_waits_to_be_asked_for_closes_the_connection(string request, string status)
    {
        using var connection = await RawConnection.OpenAsync(server);
        await connection.SendAsync($"{request} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 64\r\nExpect: 100-continue\r\n\r\n");
        var head = await connection.ReadUntilAsync("\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status}", head);
        Assert.Contains("Connection: close", head);
    }

    [Fact]
    public async Task A_body_that_was_asked_for_leaves_the_connection_open()
    {
        using var connection = await RawConnection.OpenAsync(server);
        const string Body = "Action=GetCallerIdentity&Version=2011-06-15";
        await connection.SendAsync(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + $"Content-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n"
        );
        Assert.StartsWith("HTTP/1.1 100", await connection.ReadUntilAsync("\r\n\r\n"));
        await connection.SendAsync(Body);
        var answer = await connection.ReadUntilAsync("</ErrorResponse>");
        Assert.StartsWith("HTTP/1.1 403", answer);
        Assert.DoesNotContain("Connection: close", answer);
        await connection.SendAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.Contains("HTTP/1.1 200", await connection.ReadUntilAsync("HTTP/1.1 200"));
    }

    [Fact]
    public async Task A_body_that_is_on_its_way_is_read_and_the_next_request_answered()
    {
        using var connection = await RawConnection.OpenAsync(server);
        await connection.SendAsync($"PUT /no-such-bucket-anywhere/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: {1 << 20}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404", await connection.ReadUntilAsync("</Error>"));
        await connection.SendAsync(new string('x', 1 << 20));
        await connection.SendAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await connection.ReadUntilAsync("\r\n\r\n"));
    }

    [Fact]
    public async Task An_upload_that_waits_to_be_asked_for_is_stored()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.SendAsync("PUT", $"/{bucket}/key", "data"u8.ToArray(), ("expect", "100-continue"))).Expect(200);
        Assert.Equal("data", (await s3.GetAsync($"/{bucket}/key")).Text);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("HEAD", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "?tagging")]
    [InlineData("DELETE", "?tagging")]
    public async Task A_hash_of_a_body_that_is_absent_is_refused(string method, string query)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var answer = await s3.SendAsync(method, $"/{bucket}/key{query}", null, PayloadHash.Of("something"u8));
        if (method == "HEAD")
            answer.Expect(400);
        else
            answer.Refused(
                400,
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed."
            );
        (await s3.GetAsync($"/{bucket}/key")).Expect(200);
    }

    [Fact]
    public async Task Memory_is_taken_for_what_arrives()
    {
        const int Connections = 40,
            Claimed = 8 << 20;
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var connections = new List<RawConnection>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Connections; i++)
        {
            var connection = await RawConnection.OpenAsync(server);
            connections.Add(connection);
            await connection.SendAsync(
                $"POST /{bucket}?delete HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Claimed}\r\nx-amz-checksum-crc32: AAAAAA==\r\n"
                    + "Expect: 100-continue\r\n\r\n"
            );
            Assert.StartsWith("HTTP/1.1 100", await connection.ReadUntilAsync("\r\n\r\n"));
        }
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Connections * (long)Claimed / 4);
        connections.ForEach(connection => connection.Dispose());
    }
}

/// <summary>A server that accepts few connections.</summary>
public sealed class CrampedServer : TestServer
{
    public const int Most = 3;

    internal override ServerOptions Configure(ServerOptions options) => options with { MaxConnections = Most };
}

/// <summary>Connections are bounded.</summary>
public class ConnectionLimitTests(CrampedServer server) : IClassFixture<CrampedServer>
{
    [Fact]
    public async Task A_connection_too_many_is_closed_and_those_before_go_on()
    {
        const string Probe = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
        var connections = new List<RawConnection>();
        for (var i = 0; i < CrampedServer.Most; i++)
        {
            connections.Add(await RawConnection.OpenAsync(server));
            await connections[i].SendAsync(Probe);
            Assert.StartsWith("HTTP/1.1 200", await connections[i].ReadUntilAsync("\r\n\r\n"));
        }
        using (var further = await RawConnection.OpenAsync(server))
            Assert.Equal("", await IgnoringResetsAsync(further.ReadToEndAsync()));
        await connections[0].SendAsync(Probe);
        Assert.StartsWith("HTTP/1.1 200", await connections[0].ReadUntilAsync("\r\n\r\n"));
        connections.ForEach(connection => connection.Dispose());
    }

    static async Task<string> IgnoringResetsAsync(Task<string> read)
    {
        try
        {
            return await read;
        }
        catch (IOException)
        {
            return "";
        }
    }
}
