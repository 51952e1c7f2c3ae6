using System.Net;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;
using Mantle.Storage.Sqlite.Trails;

namespace Mantle.Server.Tests.Hosting;

[Collection(ServerCollection.Name)]
public sealed class ReadinessTests(TestServer server) : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_running_server_lives_and_is_ready(string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(new Uri(new Uri(server.Server.Endpoint), path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(".localhost")]
    [InlineData(".s3.us-east-1.amazonaws.com")]
    [InlineData(".s3-website.localhost")]
    public async Task At_the_host_of_a_bucket_a_probe_is_an_object(string domain)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/healthz", "an object")).Expect(200);
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?website",
                "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>"
            )
        ).Expect(200);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/*"}]}
                """
            )
        ).Expect(204);
        var visitor = s3.AtHost(bucket + domain);
        Assert.Equal("an object", (await visitor.SendUnsignedAsync("GET", "/healthz")).Expect(200).Text);
        Assert.InRange((int)(await visitor.SendUnsignedAsync("GET", "/readyz")).Status, 403, 404);
        Assert.InRange((int)(await visitor.SendUnsignedAsync("GET", "/_issuers/x/.well-known/jwks.json")).Status, 403, 404);
        Assert.Empty((await s3.AtHost("s3.localhost").SendUnsignedAsync("GET", "/healthz")).Expect(200).Text);
    }

    [Fact]
    public async Task What_is_wrong_is_said()
    {
        var (store, trail) = Open();
        await using (store)
        await using (trail)
        {
            Assert.Null(await New(store, trail, long.MaxValue).FindProblemAsync());
            Assert.Equal("The disk is almost full.", await New(store, trail, Readiness.LeastFree - 1).FindProblemAsync());
        }
        Assert.Equal("The store cannot be read.", await New(store, trail, long.MaxValue).FindProblemAsync());
    }

    [Fact]
    public async Task A_trail_that_cannot_be_read_is_not_ready()
    {
        var (store, trail) = Open();
        await using (store)
        {
            await trail.DisposeAsync();
            Assert.Equal("The trail cannot be read.", await New(store, trail, long.MaxValue).FindProblemAsync());
        }
    }

    [Fact]
    public async Task It_is_looked_at_once_a_second_at_most()
    {
        var (store, trail) = Open();
        await using (store)
        await using (trail)
        {
            var (clock, looks) = (new TestClock(), 0);
            var readiness = new Readiness(store, trail, new InstallationDisk(() => ++looks * Readiness.LeastFree), clock);
            for (var i = 0; i < 100; i++)
                await readiness.FindProblemAsync();
            Assert.Equal(1, looks);
            clock.Advance(TimeSpan.FromSeconds(1));
            await readiness.FindProblemAsync();
            Assert.Equal(2, looks);
        }
    }

    (IStore Store, ITrail Trail) Open() =>
        (
            SqliteStore.Open(Path.Combine(folder.Path, "store.db"), Installation.StoredTypes()),
            SqliteTrail.Open(Path.Combine(folder.Path, "trail.db"))
        );

    static Readiness New(IStore store, ITrail trail, long free) => new(store, trail, new InstallationDisk(() => free), new TestClock());
}
