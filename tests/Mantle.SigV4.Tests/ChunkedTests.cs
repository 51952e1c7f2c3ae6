using System.Buffers;
using System.Text;

namespace Mantle.SigV4.Tests;

public class ChunkedTests
{
    public static TheoryData<string> Payloads =>
        ["STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_body_is_decoded_however_it_arrives(string payload)
    {
        foreach (var (length, chunk) in new[] { (0, 1), (1, 1), (8192, 8192), (20_000, 8192), (100_000, 65_536) })
        {
            var upload = new ChunkedUpload(payload, length, chunk);
            foreach (var piece in new[] { 1, 7, 100, 8192, int.MaxValue })
            foreach (var room in new[] { 3, 4096, int.MaxValue })
            {
                if (length > 20_000 && piece == 1 && room == 3)
                    continue;
                Assert.Equal(upload.Data, Decode(upload, upload.Body, piece, room, out var error, out var trailers));
                Assert.Null(error);
                Assert.Equal(upload.Trailers, trailers);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_body_that_ends_early_is_incomplete(string payload)
    {
        var upload = new ChunkedUpload(payload, 9000, 8192);
        for (var length = 0; length < upload.Body.Length; length += length is > 200 and < 8000 ? 997 : 1)
        {
            Decode(upload, upload.Body[..length], int.MaxValue, int.MaxValue, out var error, out _);
            Assert.Equal("IncompleteBody", error?.Code);
        }
    }

    [Theory]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")]
    public void Any_flipped_byte_of_a_signed_body_is_refused(string payload)
    {
        var upload = new ChunkedUpload(payload, 9000, 8192);
        for (var at = 0; at < upload.Body.Length; at += at is > 200 and < 8000 ? 499 : 1)
        {
            var body = (byte[])upload.Body.Clone();
            body[at] ^= 1;
            Decode(upload, body, int.MaxValue, int.MaxValue, out var error, out _);
            Assert.True(error is not null, $"byte {at} of {body.Length} is not covered");
        }
    }

    [Fact]
    public void A_changed_chunk_does_not_match()
    {
        var upload = new ChunkedUpload("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", 9000, 8192);
        upload.Body[200] ^= 1;
        Decode(upload, upload.Body, int.MaxValue, int.MaxValue, out var error, out _);
        Assert.Equal((403, "SignatureDoesNotMatch"), (error!.StatusCode, error.Code));
        Assert.Contains(error.Members, m => m.Key == "SignatureProvided");
    }

    [Fact]
    public void Chunks_cannot_change_places()
    {
        var upload = new ChunkedUpload("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", 16384, 8192);
        var frame = "2000;chunk-signature=".Length + 64 + 2 + 8192 + 2;
        byte[] swapped = [.. upload.Body[frame..(2 * frame)], .. upload.Body[..frame], .. upload.Body[(2 * frame)..]];
        Decode(upload, swapped, int.MaxValue, int.MaxValue, out var error, out _);
        Assert.Equal("SignatureDoesNotMatch", error?.Code);
    }

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", null)]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\n\r\n\r\n", null)]
    [InlineData("05\r\nhello\r\n0\r\nX-Amz-Checksum-CRC32: NhCmhg== \r\n\r\n", null)]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-meta-a:b\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32\r\n\r\n", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\nmore", "IncompleteBody")]
    [InlineData("4\r\nhell\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "IncompleteBody")]
    [InlineData("6\r\nhello!\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "IncompleteBody")]
    [InlineData("ffffffffffffffff\r\nhello", "IncompleteBody")]
    [InlineData("fffffffffffffff\r\nhello", "IncompleteBody")]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("5 \r\nhello\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("\r\nhello\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("5;chunk-signature=00\r\nhello\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("5\nhello\n0\n\n", "IncompleteBody")]
    [InlineData("5\r\nhelloXX0\r\n\r\n", "IncompleteBody")]
    [InlineData("2\r\nhe\r\n3\r\nllo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "InvalidChunkSizeError")]
    [InlineData("hello", "IncompleteBody")]
    public void Framing_is_taken_to_the_letter(string body, string? code)
    {
        var upload = new ChunkedUpload("STREAMING-UNSIGNED-PAYLOAD-TRAILER", 5, 8192);
        var data = Decode(upload, Encoding.ASCII.GetBytes(body), int.MaxValue, int.MaxValue, out var error, out _);
        Assert.Equal(code, error?.Code);
        if (code is null)
            Assert.Equal("hello", Encoding.ASCII.GetString(data));
    }

    [Fact]
    public void Endless_framing_is_cut_off()
    {
        var upload = new ChunkedUpload("STREAMING-UNSIGNED-PAYLOAD-TRAILER", 5, 8192);
        foreach (var start in new[] { "", "5\r\nhello\r\n0\r\n" })
        {
            using var decoder = upload.NewDecoder();
            Assert.Equal(OperationStatus.NeedMoreData, decoder.Decode(Encoding.ASCII.GetBytes(start), new byte[16], out _, out _));
            var status = OperationStatus.NeedMoreData;
            var fed = 0;
            while (status == OperationStatus.NeedMoreData && fed < 100_000)
            {
                status = decoder.Decode("a"u8, new byte[16], out var consumed, out _);
                fed += Math.Max(consumed, 1);
            }
            Assert.Equal(OperationStatus.InvalidData, status);
            Assert.InRange(fed, 1, 8200);
        }
    }

    [Fact]
    public void The_decoded_length_must_be_declared()
    {
        var upload = new ChunkedUpload("STREAMING-UNSIGNED-PAYLOAD-TRAILER", 5, 8192);
        foreach (var bad in new[] { null, "", "-1", "5x", "99999999999999999999" })
        {
            upload.Headers.Remove("x-amz-decoded-content-length");
            if (bad is not null)
                upload.Headers.Add("x-amz-decoded-content-length", bad);
            Assert.False(AwsChunkedDecoder.TryCreate(upload.Headers, upload.Signature, ChunkedUpload.Key, out _, out var error));
            Assert.Equal((411, "MissingContentLength"), (error.StatusCode, error.Code));
        }
    }

    [Fact]
    public void Memory_stays_flat_whatever_the_length()
    {
        const int total = 64 << 20;
        var headers = ChunkedUpload.NewHeaders("STREAMING-UNSIGNED-PAYLOAD-TRAILER", total);
        var upload = new ChunkedUpload(headers, "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        using var decoder = upload.NewDecoder();
        var (data, room) = (new byte[65_536], new byte[65_536]);
        decoder.Decode(Encoding.ASCII.GetBytes($"{total:x}\r\n"), room, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sent = 0; sent < total; sent += data.Length)
            decoder.Decode(data, room, out _, out _);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
        Assert.Equal(total, decoder.Position);
    }

    static byte[] Decode(
        ChunkedUpload upload,
        byte[] body,
        int piece,
        int room,
        out SigV4Error? error,
        out IReadOnlyList<KeyValuePair<string, string>> trailers
    )
    {
        using var decoder = upload.NewDecoder();
        var output = new ArrayBufferWriter<byte>();
        var destination = new byte[Math.Min(room, 1 << 17)];
        var status = OperationStatus.NeedMoreData;
        var at = 0;
        while (at < body.Length && status is OperationStatus.NeedMoreData or OperationStatus.DestinationTooSmall)
        {
            status = decoder.Decode(body.AsSpan(at, Math.Min(piece, body.Length - at)), destination, out var consumed, out var written);
            output.Write(destination.AsSpan(0, written));
            at += consumed;
        }
        error = decoder.Complete();
        trailers = decoder.Trailers;
        return output.WrittenSpan.ToArray();
    }
}
