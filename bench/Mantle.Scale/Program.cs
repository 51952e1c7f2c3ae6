using System.Diagnostics;
using System.Globalization;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Scale;
using Mantle.Server.Hosting;
using Mantle.SigV4;

// Compares a large account with an empty one in one process: medians of interleaved rounds, so that a slow moment affects both.
const int Users = 100_000,
    Roles = 20_000,
    Policies = 50_000,
    SmallAccounts = 10_000,
    Rounds = 400,
    Writers = 64,
    WritesEach = 40;

var folder = Directory.CreateTempSubdirectory("mantle-scale-").FullName;
var options = new ServerOptions
{
    DataFolder = folder,
    Listen = new(System.Net.IPAddress.Loopback, 0),
    EnforceQuotas = false,
};
try
{
    AccountId bigId;
    await using (var server = await MantleServer.StartAsync(options))
    {
        var management = await ManagementAsync(server);
        var (emptyId, empty) = await management.NewAccountAsync();
        (bigId, var big) = await management.NewAccountAsync();
        var watch = Stopwatch.StartNew();
        await Seed.FillAsync(server, bigId, Users, Roles, Policies);
        await Seed.FillAsync(server, emptyId, users: 1, roles: 0, policies: 1);
        Console.WriteLine($"seeded in {watch.Elapsed.TotalSeconds:0} s");

        var (emptyUser, bigApi) = (await empty.NewUserAsync(Seed.Name("user", 0)), await big.NewUserAsync(Seed.Name("user", 77_777)));
        await CompareAsync(
            "create a user",
            2.0,
            i => empty.IamAsync("CreateUser", ("UserName", $"new-{i}")),
            i => big.IamAsync("CreateUser", ("UserName", $"new-{i}"))
        );
        await CompareAsync(
            "get a user, decided by its policy",
            1.2,
            _ => emptyUser.IamAsync("GetUser", ("UserName", Seed.Name("user", 0))),
            _ => bigApi.IamAsync("GetUser", ("UserName", Seed.Name("user", 55_555)))
        );
        await ListAsync(big);
        await WritersAsync(management, big);
        Memory("with the large account");
        Compile(server, bigId);
        Memory("with every document compiled");
        Console.WriteLine(
            $"{"  of which accounts and policies, estimated", -50} "
                + $"{new MemoryBudget(server.Part<Ledger>(), 0, IdentityPolicies.DropCompiled).Taken >> 20, 8} MiB"
        );
    }
    var start = Stopwatch.StartNew();
    await using (var server = await MantleServer.StartAsync(options))
    {
        var management = await ManagementAsync(server);
        Console.WriteLine($"{"started", -50} {start.ElapsedMilliseconds, 10} ms");
        await server.Part<Ledger>().AccountAsync(bigId);
        Console.WriteLine($"{"start-up to the large account's first answer", -50} {start.ElapsedMilliseconds, 10} ms   (aim 3000)");
        await SmallAsync(server, management);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

async Task<Api> ManagementAsync(MantleServer server)
{
    var root = await MantleServer.ReadRootCredentialsAsync(folder);
    return new Api(server.Endpoint, new Credentials(root.AccessKeyId, root.SecretAccessKey));
}

static async Task CompareAsync(string what, double aim, Func<int, Task> one, Func<int, Task> other)
{
    var (ones, others) = (new List<double>(), new List<double>());
    for (var i = 0; i < Rounds; i++)
    {
        ones.Add(await TimeAsync(() => one(i)));
        others.Add(await TimeAsync(() => other(i)));
    }
    var (small, large) = (Median(ones), Median(others));
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what, -50} {small * 1e6, 8:0} us empty {large * 1e6, 8:0} us large, {large / small, 5:0.00} times (aim {aim})"
        )
    );
}

static async Task<double> TimeAsync(Func<Task> call)
{
    var start = Stopwatch.GetTimestamp();
    await call();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static async Task ListAsync(Api big)
{
    var pages = new List<double>();
    string? marker = null;
    var users = 0;
    do
    {
        System.Xml.Linq.XElement page = null!;
        pages.Add(
            await TimeAsync(async () =>
                page = await big.IamAsync("ListUsers", [("MaxItems", "1000"), .. marker is null ? [] : new[] { ("Marker", marker) }])
            )
        );
        users += page.Descendants().Count(element => element.Name.LocalName == "UserName");
        marker = Api.Find(page, "Marker");
    } while (marker is not null);
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{"list of all users, page by page", -50} {users} users, {Median(pages[..10]) * 1e3:0.0} ms a page at first, "
                + $"{Median(pages[^11..^1]) * 1e3:0.0} ms at last"
        )
    );
}

static async Task WritersAsync(Api management, Api big)
{
    var accounts = new List<Api>();
    for (var i = 0; i < Writers; i++)
        accounts.Add((await management.NewAccountAsync()).Root);
    var (one, many) = (new List<double>(), new List<double>());
    for (var round = 0; round < 5; round++)
    {
        one.Add(await RateAsync(round, "one", _ => big));
        many.Add(await RateAsync(round, "many", i => accounts[i]));
    }
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{"64 writers", -50} {Median(one):0}/s on the large account, {Median(many):0}/s on 64 accounts, "
                + $"{Median(one) / Median(many):0.00} (aim 0.5)"
        )
    );
}

static async Task<double> RateAsync(int round, string what, Func<int, Api> client)
{
    var seconds = await TimeAsync(() =>
        Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(async writer =>
                {
                    for (var i = 0; i < WritesEach; i++)
                        await client(writer).IamAsync("CreateUser", ("UserName", $"{what}-{round}-{writer}-{i}"));
                })
        )
    );
    return Writers * WritesEach / seconds;
}

static void Compile(MantleServer server, AccountId accountId)
{
    var account = server.Part<Ledger>().AccountAsync(accountId).AsTask().Result!;
    foreach (var policy in account.Policies.All)
        _ = policy.Default.Document.Compiled;
}

static async Task SmallAsync(MantleServer server, Api management)
{
    var ids = new List<AccountId>();
    await Parallel.ForAsync(
        0,
        SmallAccounts,
        new ParallelOptions { MaxDegreeOfParallelism = 64 },
        async (_, _) =>
        {
            var (id, _) = await management.NewAccountAsync();
            lock (ids)
                ids.Add(id);
        }
    );
    Memory($"after making {SmallAccounts} small accounts");
    var budget = new MemoryBudget(server.Part<Ledger>(), 0, IdentityPolicies.DropCompiled);
    Console.WriteLine($"{"  of which accounts and policies, estimated", -50} {budget.Taken >> 20, 8} MiB");
    // Two minutes without a call, and a budget of zero.
    server.Part<Ledger>().Tick();
    server.Part<Ledger>().Tick();
    budget.Enforce();
    Memory("with none of them in use");
    foreach (var id in ids.Take(SmallAccounts / 10))
        await server.Part<Ledger>().AccountAsync(id);
    Memory("with a tenth of them in use");
}

static void Memory(string when)
{
    GC.Collect();
    // Mapped pages of the database count as resident, but the machine can reclaim them.
    Console.WriteLine(
        $"{"memory " + when, -50} {GC.GetTotalMemory(false) >> 20, 8} MiB live, {Resident("VmRSS")} MiB resident, "
            + $"{Resident("RssFile")} of them pages of files"
    );

    static long Resident(string name) =>
        long.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1024;
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}
