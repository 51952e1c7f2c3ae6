using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>One process is the metadata service of a thousand instances, within a minute and 100 MiB.</summary>
public sealed class FleetTests(LiveServer server) : WorkloadTest(server)
{
    const int Instances = 1_000;

    const long MostBytes = 100 << 20;

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_thousand_instances_have_credentials_within_a_minute_from_one_small_process()
    {
        await NewProfileAsync("web");
        var addresses = Enumerable.Range(0, Instances).Select(i => $"127.1.{i / 250}.{i % 250 + 1}").ToArray();
        await File.WriteAllTextAsync(
            Path.Combine(Root.Home, "instances.json"),
            JsonSerializer.Serialize(new { instances = addresses.Select(address => new { address, instanceProfile = "web" }) })
        );
        var watch = Stopwatch.StartNew();
        using var imds = await Helper.StartAsync(Root, $"imds --instances '{Root.Home}/instances.json' --listen 127.0.0.1:0");
        var keys = new HashSet<string>();
        await Parallel.ForEachAsync(
            addresses,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (address, _) =>
            {
                var key = await KeyAsync(new Uri(imds.Url), address);
                lock (keys)
                    keys.Add(key);
            }
        );
        Assert.True(watch.Elapsed < Longest, $"{watch.Elapsed}");
        Assert.Equal(Instances, keys.Count);
        var bytes = await imds.MemoryAsync();
        Assert.True(bytes < MostBytes, $"{bytes >> 20} MiB");
        TestContext.Current.SendDiagnosticMessage($"{Instances} instances: {watch.Elapsed.TotalSeconds:0.0} s, {bytes >> 20} MiB");
    }

    /// <summary>The access key that an instance with this address gets.</summary>
    static async Task<string> KeyAsync(Uri url, string address)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectCallback = async (context, cancellation) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, url.Port), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        );
        using var put = new HttpRequestMessage(HttpMethod.Put, new Uri(url, "/latest/api/token"));
        put.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", "60");
        using var given = await http.SendAsync(put);
        using var get = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/latest/meta-data/iam/security-credentials/web"));
        get.Headers.Add("X-aws-ec2-metadata-token", await given.Content.ReadAsStringAsync());
        using var answer = await http.SendAsync(get);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("AccessKeyId").GetString()!;
    }
}
