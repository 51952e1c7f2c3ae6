using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4.Tests;

/// <summary>What a client sends through the handler is what a service verifies.</summary>
public sealed class SigningHandlerTests
{
    static readonly Credentials Key = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("sts", "POST", "http://localhost:4700/", "Action=GetCallerIdentity&Version=2011-06-15")]
    [InlineData("execute-api", "GET", "https://api.example.com/a%20b/./c?x=1&a=%2F", null)]
    [InlineData("s3", "PUT", "https://bucket.example.com/a%20b//c?partNumber=1", "body")]
    [InlineData("s3", "GET", "http://[::1]:9000/key", null)]
    public async Task A_request_verifies_as_it_is_sent(string service, string method, string uri, string? body)
    {
        using var request = Request(method, uri, body);
        Assert.Null(await SendAsync(request, service, new(Key, "eu-west-1", service)));
    }

    [Fact]
    public async Task A_session_token_is_sent_and_signed()
    {
        using var request = Request("GET", "https://sts.example.com/", null);
        Assert.Null(await SendAsync(request, "sts", new(Key with { SessionToken = "token" }, "eu-west-1", "sts")));
        Assert.Equal(["token"], request.Headers.GetValues("x-amz-security-token"));
        Assert.Contains("x-amz-security-token", request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_can_be_sent_again()
    {
        using var request = Request("POST", "https://sts.example.com/", "Action=A");
        var signer = new RequestSigner(Key, "eu-west-1", "sts");
        Assert.Null(await SendAsync(request, "sts", signer));
        Assert.Null(await SendAsync(request, "sts", signer));
        Assert.Single(request.Headers.GetValues("Authorization"));
    }

    [Fact]
    public async Task An_unsigned_payload_is_streamed_to_S3_alone()
    {
        using var request = Request("PUT", "https://bucket.example.com/key", null);
        using var body = new StreamContent(new UnreadableStream());
        request.Content = body;
        await SendAsync(request, "s3", new(Key, "eu-west-1", "s3"), PayloadSigning.UnsignedPayload);
        Assert.Equal(["UNSIGNED-PAYLOAD"], request.Headers.GetValues("x-amz-content-sha256"));

        using var other = Request("POST", "https://sts.example.com/", "Action=A");
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            SendAsync(other, "sts", new(Key, "eu-west-1", "sts"), PayloadSigning.UnsignedPayload)
        );
    }

    [Fact]
    public async Task A_body_that_can_be_read_once_is_buffered_and_still_sent()
    {
        using var request = Request("PUT", "https://bucket.example.com/key", null);
        using var body = new StreamContent(new MemoryStream("once"u8.ToArray()));
        request.Content = body;
        Assert.Null(await SendAsync(request, "s3", new(Key, "eu-west-1", "s3")));
    }

    static HttpRequestMessage Request(string method, string uri, string? body)
    {
        var request = new HttpRequestMessage(new(method), uri);
        request.Headers.Add("x-amz-meta-note", "a  b");
        request.Headers.Accept.ParseAdd("text/html, application/json; q=0.5");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        return request;
    }

    static async Task<SigV4Error?> SendAsync(
        HttpRequestMessage request,
        string service,
        RequestSigner signer,
        PayloadSigning payload = PayloadSigning.Buffered
    )
    {
        using var sent = new VerifyingHandler(service, payload);
        using var handler = new SigningHandler(signer, new FixedTime()) { InnerHandler = sent, Payload = payload };
        using var client = new HttpMessageInvoker(handler, disposeHandler: false);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return sent.Error;
    }

    sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Stands for the service: verifies what would go onto the wire.</summary>
    sealed class VerifyingHandler(string service, PayloadSigning payload) : HttpMessageHandler
    {
        public SigV4Error? Error { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body =
                payload == PayloadSigning.UnsignedPayload || request.Content is null
                    ? []
                    : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            Error = Verify(request, body);
            return new(HttpStatusCode.OK);
        }

        SigV4Error? Verify(HttpRequestMessage request, byte[] body)
        {
            var headers = new HeaderList().Add("host", request.RequestUri!.Authority);
            foreach (var (name, values) in request.Headers.NonValidated)
                headers.Add(name, values.ToString());
            if (request.Content is { } content)
                foreach (var (name, values) in content.Headers.NonValidated)
                    headers.Add(name, values.ToString());
            var target = SignableRequest.FromTarget(request.Method.Method, request.RequestUri.PathAndQuery, headers);
            if (!RequestSignature.TryRead(target, SigningProfile.For(service), out var signature, out var error))
                return error;
            return signature.Check(target, Now)
                ?? signature.Verify(target, SigningKey.Derive(Key.SecretAccessKey, signature.Scope), SHA256.HashData(body));
        }
    }

    sealed class UnreadableStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
