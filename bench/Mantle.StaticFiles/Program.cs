using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

// The baseline for GET of a small object: the framework's static files, on the same web server and runtime.
// Takes a folder, prints its URL, and ends when its standard input ends.
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: Mantle.StaticFiles FOLDER");
    return 2;
}
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
await using var application = builder.Build();
application.UseStaticFiles(
    new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.GetFullPath(folder)), ServeUnknownFileTypes = true }
);
await application.StartAsync();
Console.WriteLine(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
await Console.In.ReadToEndAsync();
return 0;
