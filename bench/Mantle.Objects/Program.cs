using System.Globalization;
using Mantle.Objects;

// Measures S3 of one Mantle, or of several that take turns: small puts and gets, pages of a large bucket, and one long object.
if (args.Length == 0 || args.Any(path => !File.Exists(path)))
{
    Console.Error.WriteLine("usage: Mantle.Objects MANTLE [OTHER-MANTLE]   each is the path of a 'mantle' script");
    return 2;
}
var settings = Settings.FromEnvironment();
var folder = Directory.CreateTempSubdirectory("mantle-objects-").FullName;
var servers = new List<Server>();
try
{
    foreach (var path in args)
        servers.Add(await Server.PrepareAsync(path, Path.Combine(folder, $"{servers.Count}"), settings.Keys));
    var table = new Table(args);
    // First, while the servers have grown for nothing else.
    for (var round = 0; round < 3; round++)
        foreach (var server in servers)
            table.Add(server, await LongObject.MeasureAsync(server, settings.LongObject));
    // The first round warms up: the runtime still compiles.
    for (var round = 0; round <= settings.Rounds; round++)
        foreach (var workload in Workload.All)
        foreach (var server in servers)
        {
            var turn = await Turn.MeasureAsync(server, workload, settings, round);
            if (round > 0)
                table.Add(workload.Name, server, turn);
        }
    table.PrintRates(Console.Out);
    foreach (var server in servers)
        table.Add(server, await Listing.MeasureAsync(server, settings.Keys));
    table.PrintRest(Console.Out);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{settings.Keys} keys, {settings.Connections} connections"));
    return 0;
}
finally
{
    foreach (var server in servers)
        server.Dispose();
    Directory.Delete(folder, recursive: true);
}
