using Mantle.SigV4;

namespace Mantle.Load;

/// <summary>An object of 1 KiB in its own bucket, created for one run.</summary>
static class BenchmarkObject
{
    const string Bucket = "/load-objects";

    public const string Path = Bucket + "/object";

    /// <summary>Its length in bytes, the same as the static file's.</summary>
    const int Length = 1_024;

    public static async Task PutAsync(Uri endpoint, Credentials root)
    {
        using var client = new HttpClient { BaseAddress = endpoint };
        await SendAsync(Bucket, []);
        await SendAsync(Path, new byte[Length]);

        async Task SendAsync(string path, byte[] body)
        {
            var headers = new HeaderList().Add("Host", endpoint.Authority).Add("x-amz-content-sha256", PayloadHash.Of(body).ToString());
            new RequestSigner(root, "us-east-1", "s3").Sign(
                new("PUT", path, "", headers),
                PayloadHash.Of(body),
                TimeProvider.System.GetUtcNow()
            );
            using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(body) };
            for (var i = 0; i < headers.Count; i++)
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
            using var response = await client.SendAsync(request);
            // The bucket may exist from an earlier run on the same folder.
            if (!response.IsSuccessStatusCode && response.StatusCode != System.Net.HttpStatusCode.Conflict)
                throw new InvalidOperationException(
                    $"PUT {path} was answered with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}"
                );
        }
    }
}
