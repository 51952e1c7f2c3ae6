// A client whose HttpClient signs its requests, and a service on the loopback interface that verifies them.
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Mantle.SigV4;

var credentials = new Credentials("AKIDEXAMPLE", "example-secret-access-key");
using var listener = Listen(out var address);
var service = ServeAsync(listener, credentials);

using var signing = new SigningHandler(new RequestSigner(credentials, "us-east-1", "execute-api"), TimeProvider.System)
{
    InnerHandler = new SocketsHttpHandler(),
};
using var client = new HttpClient(signing);
using var body = new StringContent("""{"name":"ana"}""");
using var answer = await client.PostAsync(new Uri(address, "greetings?lang=en&tone=warm%20heart"), body);
Console.WriteLine($"signed: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");

using var plain = new HttpClient();
using var refusal = await plain.GetAsync(new Uri(address, "greetings"));
Console.WriteLine($"unsigned: {(int)refusal.StatusCode} {await refusal.Content.ReadAsStringAsync()}");

await service;
return 0;

static HttpListener Listen(out Uri address)
{
    using var free = new TcpListener(IPAddress.Loopback, 0);
    free.Start();
    address = new Uri($"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}/");
    free.Stop();
    var listener = new HttpListener();
    listener.Prefixes.Add(address.AbsoluteUri);
    listener.Start();
    return listener;
}

// Answers the two requests of this sample.
static async Task ServeAsync(HttpListener listener, Credentials known)
{
    for (var i = 0; i < 2; i++)
    {
        var context = await listener.GetContextAsync();
        using var received = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(received);
        var error = Verify(context.Request, received.ToArray(), known);
        context.Response.StatusCode = error?.StatusCode ?? 200;
        await using var output = new StreamWriter(context.Response.OutputStream);
        await output.WriteAsync(error?.Code ?? "verified");
    }
}

static SigV4Error? Verify(HttpListenerRequest received, byte[] body, Credentials known)
{
    var headers = new HeaderList();
    foreach (var name in received.Headers.AllKeys)
        headers.Add(name!, received.Headers[name]!);
    // RawUrl is the target as it was sent: not decoded, not normalized.
    var request = SignableRequest.FromTarget(received.HttpMethod, received.RawUrl!, headers);
    if (!RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out var error))
        return error;
    if (signature.Check(request, TimeProvider.System.GetUtcNow()) is { } refused)
        return refused;
    if (signature.AccessKeyId != known.AccessKeyId)
        return signature.Profile.Errors.UnknownAccessKey(signature.AccessKeyId);
    return signature.Verify(request, SigningKey.Derive(known.SecretAccessKey, signature.Scope), SHA256.HashData(body));
}
