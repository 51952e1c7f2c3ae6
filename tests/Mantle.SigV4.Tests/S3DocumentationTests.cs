using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4.Tests;

/// <summary>The examples of the Amazon S3 API reference: single chunk, presigned, many chunks, and chunks with a trailer.</summary>
public class S3DocumentationTests
{
    static readonly Credentials Example = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    static readonly DateTimeOffset Time = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);
    static readonly SigningKey Key = SigningKey.Derive(Example.SecretAccessKey, CredentialScope.At(Time, "us-east-1", "s3"));
    static readonly RequestSigner Signer = new(Example, "us-east-1", "s3");

    [Fact]
    public void Get_object_is_signed_as_documented() =>
        AssertSigned(
            "GET",
            "/test.txt",
            Bucket().Add("Range", "bytes=0-9"),
            "",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        );

    [Fact]
    public void Put_object_is_signed_as_documented() =>
        AssertSigned(
            "PUT",
            "/test$file.text",
            Bucket().Add("Date", "Fri, 24 May 2013 00:00:00 GMT").Add("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            "Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        );

    [Fact]
    public void Get_bucket_lifecycle_is_signed_as_documented() =>
        AssertSigned("GET", "/?lifecycle", Bucket(), "", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");

    [Fact]
    public void List_objects_is_signed_as_documented() =>
        AssertSigned("GET", "/?max-keys=2&prefix=J", Bucket(), "", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");

    [Fact]
    public void A_presigned_url_is_the_documented_one()
    {
        Signer.Presign(
            SignableRequest.FromTarget("GET", "/test.txt", Bucket()),
            PayloadHash.UnsignedPayload,
            Time,
            TimeSpan.FromSeconds(86400),
            out var query
        );

        Assert.Equal(
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&"
                + "X-Amz-Date=20130524T000000Z"
                + "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&"
                + "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            query
        );
        var request = new SignableRequest("GET", "/test.txt", query, Bucket());
        Assert.True(RequestSignature.TryRead(request, SigningProfile.S3, out var signature, out _));
        Assert.Null(signature.Check(request, Time.AddHours(24), "us-east-1", "s3"));
        Assert.Null(signature.Verify(request, Key, default));
        Assert.Equal(TimeSpan.FromDays(1), signature.Expires);
    }

    [Fact]
    public void A_chunked_upload_is_signed_and_decoded_as_documented() =>
        AssertChunked(
            PayloadHash.StreamingSigned,
            Chunked("66824"),
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
            "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            []
        );

    [Fact]
    public void A_chunked_upload_with_a_trailer_is_signed_and_decoded_as_documented()
    {
        var body = AssertChunked(
            PayloadHash.StreamingSignedTrailer,
            Chunked(null).Add("x-amz-trailer", "x-amz-checksum-crc32c"),
            "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
            "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
            "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
            "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            [new("x-amz-checksum-crc32c", "sOO8/Q==")]
        );

        Assert.EndsWith(
            "x-amz-checksum-crc32c:sOO8/Q==\r\n"
                + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
            body
        );
    }

    static HeaderList Bucket() => new HeaderList().Add("Host", "examplebucket.s3.amazonaws.com");

    static HeaderList Chunked(string? contentLength)
    {
        var headers = new HeaderList()
            .Add("Host", "s3.amazonaws.com")
            .Add("x-amz-storage-class", "REDUCED_REDUNDANCY")
            .Add("Content-Encoding", "aws-chunked")
            .Add("x-amz-decoded-content-length", "66560");
        return contentLength is null ? headers : headers.Add("Content-Length", contentLength);
    }

    static void AssertSigned(string method, string target, HeaderList headers, string body, string expected)
    {
        var request = SignableRequest.FromTarget(method, target, headers);
        var sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, Signer.Sign(request, PayloadHash.Of(Encoding.UTF8.GetBytes(body)), Time).Signature);

        Assert.True(RequestSignature.TryRead(request, SigningProfile.S3, out var signature, out _));
        Assert.Null(signature.Check(request, Time, "us-east-1", "s3"));
        Assert.Null(signature.Verify(request, Key, sha256));
    }

    static string AssertChunked(
        PayloadHash payload,
        HeaderList headers,
        string seed,
        string first,
        string second,
        string last,
        KeyValuePair<string, string>[] trailers
    )
    {
        var request = SignableRequest.FromTarget("PUT", "/examplebucket/chunkObject.txt", headers);
        var signed = Signer.Sign(request, payload, Time);
        Assert.Equal(seed, signed.Signature);

        var output = new ArrayBufferWriter<byte>();
        var encoder = Signer.EncodeChunks(signed, payload, Time);
        var data = Encoding.ASCII.GetBytes(new string('a', 66560));
        encoder.WriteChunk(output, data.AsSpan(0, 65536));
        encoder.WriteChunk(output, data.AsSpan(65536));
        encoder.Complete(output, trailers);
        var body = Encoding.ASCII.GetString(output.WrittenSpan);
        Assert.StartsWith($"10000;chunk-signature={first}\r\n", body);
        Assert.Contains($"\r\n400;chunk-signature={second}\r\n", body);
        Assert.Contains($"\r\n0;chunk-signature={last}\r\n", body);

        Assert.True(RequestSignature.TryRead(request, SigningProfile.S3, out var signature, out _));
        Assert.Null(signature.Verify(request, Key, default));
        Assert.True(AwsChunkedDecoder.TryCreate(headers, signature, Key, out var decoder, out _));
        using var stream = new AwsChunkedStream(new MemoryStream(output.WrittenSpan.ToArray()), decoder);
        var decoded = new MemoryStream();
        stream.CopyTo(decoded);
        Assert.Equal(data, decoded.ToArray());
        Assert.Equal(trailers, decoder.Trailers);
        return body;
    }
}
