using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3Control.AccessPointCalls;

namespace Mantle.Server.Tests.Operations.S3Control;

/// <summary>Requests that name an access point in the place of a bucket.</summary>
[Collection(ServerCollection.Name)]
public class AccessPointRequestTests(TestServer server)
{
    [Fact]
    public async Task Objects_are_read_and_written_through_an_alias_an_ARN_or_a_host_name()
    {
        var (s3, bucket) = await server.NewFilledBucketAsync();
        var alias = await s3.NewAccessPointAsync("point", bucket);
        foreach (var place in (string[])[alias, Uri.EscapeDataString(Arn(s3, "point"))])
        {
            Assert.Equal("data", (await s3.GetAsync($"/{place}/dir/key")).Expect(200).Text);
            (await s3.PutAsync($"/{place}/new", "new")).Expect(200);
            Assert.Equal(["dir/key", "new"], (await s3.GetAsync($"/{place}?list-type=2")).Expect(200).All("Key"));
            (await s3.SendAsync("PUT", $"/{place}/copy", [], ("x-amz-copy-source", $"/{bucket}/new"))).Expect(200);
            (
                await s3.SendAsync(
                    "PUT",
                    $"/{bucket}/copy",
                    [],
                    ("x-amz-copy-source", Uri.EscapeDataString($"{Arn(s3, "point")}/object/dir/key"))
                )
            ).Expect(200);
            Assert.Equal("data", (await s3.GetAsync($"/{place}/copy")).Expect(200).Text);
            (await s3.SendAsync("DELETE", $"/{place}/copy")).Expect(204);
            var upload = (await s3.SendAsync("POST", $"/{place}/parts?uploads")).Expect(200).Element("UploadId");
            (await s3.PutAsync($"/{place}/parts?partNumber=1&uploadId={upload}", "x")).Expect(200);
            (await s3.SendAsync("DELETE", $"/{place}/parts?uploadId={upload}")).Expect(204);
            (await s3.GetAsync($"/{place}/none")).Refused(404, "NoSuchKey");
            (await s3.SendAsync("HEAD", $"/{place}")).Expect(200);
            Assert.Equal(place == alias ? "true" : "false", (await s3.SendAsync("HEAD", $"/{place}")).Header("x-amz-access-point-alias"));
        }
        var port = new Uri(s3.Client.Endpoint).Port;
        foreach (
            var host in (string[])
                [
                    $"point-{s3.AccountId}.localhost:{port}",
                    $"point-{s3.AccountId}.s3-accesspoint.us-east-1.amazonaws.com",
                    $"{alias}.localhost:{port}",
                ]
        )
            Assert.Equal("data", (await s3.AtHost(host).GetAsync("/dir/key")).Expect(200).Text);
        (await s3.AtHost($"other-{s3.AccountId}.s3-accesspoint.us-east-1.amazonaws.com").GetAsync("/dir/key")).Refused(
            404,
            "NoSuchAccessPoint"
        );
        (await s3.AtHost($"other-{s3.AccountId}.localhost").GetAsync("/dir/key")).Refused(404, "NoSuchBucket");
        // In a path the same text is the name of a bucket.
        (await s3.GetAsync($"/point-{s3.AccountId}/dir/key")).Refused(404, "NoSuchBucket");
    }

    [Fact]
    public async Task Settings_of_the_bucket_are_not_reached_through_it()
    {
        var (s3, bucket) = await server.NewFilledBucketAsync();
        var alias = await s3.NewAccessPointAsync("point", bucket);
        foreach (
            var (method, query) in new[]
            {
                ("GET", "versioning"),
                ("GET", "publicAccessBlock"),
                ("DELETE", "policy"),
                ("DELETE", "cors"),
                ("GET", "encryption"),
            }
        )
            (await s3.SendAsync(method, $"/{alias}?{query}")).Refused(405, "MethodNotAllowed");
        (await s3.SendAsync("DELETE", $"/{alias}")).Refused(405, "MethodNotAllowed");
        (await s3.GetAsync($"/{alias}?location")).Expect(200);
    }
}
