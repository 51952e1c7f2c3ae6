// An application with its own endpoint, and Mantle next to it.
using Mantle.Server.Hosting;
using Mantle.SigV4;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

var folder = Directory.CreateTempSubdirectory("mantle-sample-").FullName;
try
{
    await using var application = Build(folder);
    await application.StartAsync();
    var root = await MantleServer.ReadRootCredentialsAsync(folder);

    using var plain = new HttpClient { BaseAddress = new Uri(root.Endpoint) };
    Console.WriteLine($"/hello: {await plain.GetStringAsync("/hello")}");
    using var probe = await plain.GetAsync("/readyz");
    Console.WriteLine($"/readyz: {(int)probe.StatusCode}");

    using var signing = new SigningHandler(
        new RequestSigner(new Credentials(root.AccessKeyId, root.SecretAccessKey), "us-east-1", "sts"),
        TimeProvider.System
    )
    {
        InnerHandler = new SocketsHttpHandler(),
    };
    using var client = new HttpClient(signing) { BaseAddress = plain.BaseAddress };
    Console.WriteLine($"signed: {await WhoAmIAsync(client)}");
    Console.WriteLine($"unsigned: {await WhoAmIAsync(plain)}");
    await application.StopAsync();
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static WebApplication Build(string folder)
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.SetMinimumLevel(LogLevel.Error);
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    builder.Services.AddMantle(new MantleOptions { DataFolder = folder });
    var application = builder.Build();
    application.MapGet("/hello", () => "from the application");
    application.MapMantle();
    return application;
}

static async Task<string> WhoAmIAsync(HttpClient client)
{
    using var call = new FormUrlEncodedContent([new("Action", "GetCallerIdentity"), new("Version", "2011-06-15")]);
    using var answer = await client.PostAsync("/", call);
    var text = await answer.Content.ReadAsStringAsync();
    return $"{(int)answer.StatusCode} {(text.Contains(":root</Arn>", StringComparison.Ordinal) ? "the root user" : "nobody")}";
}
