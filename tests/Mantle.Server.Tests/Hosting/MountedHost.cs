using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Tests.Hosting;

/// <summary>An application with an endpoint of its own and with Mantle, on a real socket, with Kestrel's default limits.</summary>
sealed class MountedHost : IAsyncDisposable
{
    readonly WebApplication application;
    readonly RootCredentials root;

    MountedHost(WebApplication application, RootCredentials root)
    {
        (this.application, this.root) = (application, root);
        Client = new TestClient(root.Endpoint, TimeProvider.System, root.AccountId, new(root.AccessKeyId, root.SecretAccessKey));
    }

    /// <summary>Signs as the management account's root user.</summary>
    public TestClient Client { get; }

    public S3Client S3 => new(Client, TimeProvider.System);

    public string Endpoint => root.Endpoint;

    public static WebApplication Build(
        MantleOptions options,
        Action<WebApplicationBuilder>? configure = null,
        Action<IEndpointRouteBuilder>? map = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMantle(options);
        configure?.Invoke(builder);
        var application = builder.Build();
        application.MapGet("/hello", () => "from the application");
        (map ?? (endpoints => endpoints.MapMantle()))(application);
        return application;
    }

    public static async Task<MountedHost> StartAsync(
        MantleOptions options,
        Action<WebApplicationBuilder>? configure = null,
        Action<IEndpointRouteBuilder>? map = null
    )
    {
        var application = Build(options, configure, map);
        await application.StartAsync();
        return new MountedHost(application, await MantleServer.ReadRootCredentialsAsync(options.DataFolder));
    }

    /// <summary>The host's answer to an unsigned GET.</summary>
    public async Task<(int Status, string Text)> GetAsync(string path, string? host = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(Endpoint), path));
        request.Headers.Host = host;
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }
}
