using Mantle.Load;

// Sends signed requests to a running server. Workloads take turns, round by round. Prints one table.
if (LoadOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}
try
{
    var table = new ResultTable();
    var workloads = await Workload.PrepareAsync(options);
    for (var round = 0; round < options.Rounds; round++)
    {
        foreach (var workload in workloads)
            table.Add(workload.Name, await LoadRun.MeasureAsync(options, workload));
    }
    table.Print(Console.Out);
    return table.HasFailures ? 1 : 0;
}
catch (Exception error)
    when (error is IOException or HttpRequestException or System.Net.Sockets.SocketException or InvalidOperationException)
{
    Console.Error.WriteLine($"load: {error.Message}");
    return 1;
}
