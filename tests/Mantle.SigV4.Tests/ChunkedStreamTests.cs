namespace Mantle.SigV4.Tests;

public class ChunkedStreamTests
{
    [Theory]
    [MemberData(nameof(ChunkedTests.Payloads), MemberType = typeof(ChunkedTests))]
    public async Task A_stream_delivers_the_data_and_its_end_means_verified(string payload)
    {
        var upload = new ChunkedUpload(payload, 100_000, 16_384);
        await using var stream = new AwsChunkedStream(new MemoryStream(upload.Body), upload.NewDecoder());
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(upload.Data, copy.ToArray());
        Assert.Equal(0, await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.Equal(100_000, stream.Position);
        Assert.Equal(100_000, stream.Length);
        Assert.Equal(upload.Trailers, stream.Decoder.Trailers);
    }

    [Fact]
    public async Task A_stream_throws_what_is_to_be_answered()
    {
        var upload = new ChunkedUpload("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", 100_000, 16_384);
        upload.Body[50_000] ^= 1;
        await using var stream = new AwsChunkedStream(new MemoryStream(upload.Body), upload.NewDecoder());
        var thrown = await Assert.ThrowsAsync<AwsChunkedException>(() =>
            stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken)
        );
        Assert.Equal("SignatureDoesNotMatch", thrown.Error.Code);

        await using var cut = new AwsChunkedStream(new MemoryStream(upload.Body[..40_000]), upload.NewDecoder());
        thrown = await Assert.ThrowsAsync<AwsChunkedException>(() => cut.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.Equal("IncompleteBody", thrown.Error.Code);
    }
}
