using System.Diagnostics;
using System.Globalization;
using System.Net;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Operations;
using Mantle.Core.Organizations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Organizations;
using Mantle.Policy;
using Mantle.Server.Hosting;
using Mantle.SigV4;

namespace Mantle.Benchmarks.Organizations;

/// <summary>
/// Measures an organization of ten thousand accounts on a real store: creating an account, changing a policy at the root, and deciding
/// under five levels of policies, compared with a small organization and with a standalone account.
/// </summary>
static class OrganizationBenchmarks
{
    const int Accounts = 10_000,
        Sample = 200,
        Levels = 5;

    /// <summary>
    /// What organizations deny at each level: other regions, leaving, root users, users with access keys, unsafe buckets, large machines.
    /// </summary>
    static readonly string[] Guards =
    [
        """
            {"Sid":"S","Effect":"Deny","NotAction":["iam:*","sts:*","organizations:*"],
             "Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["us-east-1","eu-west-1"]}}}
            """,
        """{"Sid":"S","Effect":"Deny","Action":["organizations:LeaveOrganization","account:CloseAccount"],"Resource":"*"}""",
        """
            {"Sid":"S","Effect":"Deny","Action":["iam:CreateUser","iam:CreateAccessKey"],
             "Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/OrganizationAccountAccessRole"}}}
            """,
        """{"Sid":"S","Effect":"Deny","Action":["s3:PutBucketPublicAccessBlock","s3:PutBucketAcl","s3:DeleteBucket"],"Resource":"*"}""",
        """
            {"Sid":"S","Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*",
             "Condition":{"StringNotLike":{"ec2:InstanceType":"t3.*"}}}
            """,
    ];

    /// <summary>Makes each policy a different document, because equal texts share their compiled form.</summary>
    static PolicyText Guarding(int level, string sid) =>
        PolicyText.Of(
            $$"""{"Version":"2012-10-17","Statement":[{{Guards[level].Replace("\"S\"", $"\"S{sid}\"", StringComparison.Ordinal)}}]}"""
        );

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mantle-bench-").FullName;
        try
        {
            await using var server = await MantleServer.StartAsync(
                new ServerOptions { DataFolder = folder, Listen = new IPEndPoint(IPAddress.Loopback, 0) }
            );
            await MeasureAsync(server, server.Endpoint);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task MeasureAsync(MantleServer services, string endpoint)
    {
        var organizationId = OrganizationId.New();
        var management = services.Part<ManagementAccount>().Id;
        var (root, units) = (OrganizationId.NewRoot(), Enumerable.Range(0, Levels - 1).Select(_ => "").ToList());
        await WriteAsync(
            services,
            management,
            organizationId,
            change =>
            {
                change.Put(
                    new OrganizationSettings
                    {
                        ManagementAccountId = management,
                        FeatureSet = "ALL",
                        RootId = root,
                        CreateDate = change.Time,
                        EnabledPolicyTypes = [ControlPolicies.ServiceControl, ControlPolicies.ResourceControl],
                    }
                );
                change.Put(new Unit { Id = root, Name = "Root" });
                MemberAccount.Join(change, change.Account, Member.Invited, []);
                var parent = root;
                for (var i = 0; i < units.Count; i++)
                {
                    units[i] = OrganizationId.NewUnit(root);
                    change.Put(
                        new Unit
                        {
                            Id = units[i],
                            Name = "unit",
                            ParentId = parent,
                        }
                    );
                    parent = units[i];
                }
                foreach (var (target, index) in units.Prepend(root).Select((target, index) => (target, index)))
                {
                    var id = "p-level" + index.ToString(CultureInfo.InvariantCulture) + "abc";
                    change.Put(
                        new OrganizationPolicy
                        {
                            Id = id,
                            Name = id,
                            Description = "",
                            Type = ControlPolicies.ServiceControl,
                            Content = Guarding(index, ""),
                            UpdateDate = change.Time,
                        }
                    );
                    change.Put((Mantle.Core.Entities.Entity)(change.Organization!.FindTarget(target)! with { Policies = [id] }));
                }
            }
        );

        Console.WriteLine("Organizations: one server, SQLite, flushed at every commit, medians");
        Console.WriteLine();
        var ids = new List<AccountId>();
        var creation = new List<double>();
        var few = 0.0;
        for (var i = 0; i < Accounts + Sample; i++)
        {
            var id = UniqueId.NewAccountId();
            var started = Stopwatch.GetTimestamp();
            await WriteAsync(
                services,
                id,
                organizationId,
                change => MemberAccount.Create(change, "member", $"m{id}@example.com", MemberAccount.DefaultRole, [])
            );
            creation.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            ids.Add(id);
            if (i == 9)
                few = await ChangePolicyAsync(services, management, organizationId);
        }
        // The first calls include compiling the code.
        Print("create an account, the first (11 to 210)", Median(creation.Skip(10).Take(Sample)), "µs");
        Print($"create an account, after {Accounts:N0}", Median(creation.Skip(Accounts)), "µs");
        Print("change a policy at the root, 10 accounts", few, "µs");
        Print($"change a policy at the root, {Accounts:N0} accounts", await ChangePolicyAsync(services, management, organizationId), "µs");

        // All accounts are in the innermost unit, under policies at five levels.
        await WriteAsync(
            services,
            management,
            organizationId,
            change =>
            {
                foreach (var member in change.Organization!.Members.All.Where(member => member.AccountId != management).ToList())
                    change.Put(member with { ParentId = units[^1] });
            }
        );
        await ChangePolicyAsync(services, management, organizationId);
        var organization = (await services.Part<Ledger>().OrganizationAsync(organizationId))!;
        var first = Stopwatch.GetTimestamp();
        foreach (var id in ids)
            if (organization.GuardrailsOf(id) is null)
                throw new InvalidOperationException("A member is not bound.");
        Print(
            $"first look at the policies of {ids.Count:N0} accounts after a change, each",
            Stopwatch.GetElapsedTime(first).TotalMicroseconds / ids.Count,
            "µs"
        );

        await DecideAsync(services, endpoint, ids[0]);
    }

    static async Task<double> ChangePolicyAsync(MantleServer services, AccountId management, string organizationId)
    {
        var times = new List<double>();
        for (var i = 0; i < Sample; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await WriteAsync(
                services,
                management,
                organizationId,
                change =>
                {
                    var policy = change.Organization!.Policies.Find("p-level0abc")!;
                    change.Put(policy with { Content = Guarding(0, Guid.NewGuid().ToString("N")) });
                }
            );
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }
        return Median(times);
    }

    /// <summary>The same user with the same policies in a member and in a standalone account.</summary>
    static async Task DecideAsync(MantleServer services, string endpoint, AccountId memberId)
    {
        var clients = new List<Credentials>();
        var standaloneId = UniqueId.NewAccountId();
        await WriteAsync(services, standaloneId, null, change => NewAccount.Create(change, "standalone"));
        var calls = new List<Call>();
        foreach (var id in new[] { standaloneId, memberId })
        {
            var key = new AccessKey(UniqueId.NewAccessKey(UniqueId.AccessKey, id), DateTimeOffset.UtcNow, true);
            var secret = UniqueId.NewSecret();
            clients.Add(new Credentials(key.Id, secret));
            await WriteAsync(
                services,
                id,
                null,
                change =>
                {
                    change.PutSecret(key.Id, secret);
                    change.Put(
                        new User
                        {
                            Name = "dev",
                            Path = "/",
                            Id = UniqueId.New(UniqueId.User),
                            Arn = Arn.Parse($"arn:aws:iam::{id}:user/dev"),
                            CreateDate = change.Time,
                            AccessKeys = [key],
                            AttachedPolicies =
                            [
                                "arn:aws:iam::aws:policy/PowerUserAccess",
                                "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
                                "arn:aws:iam::aws:policy/AmazonS3FullAccess",
                            ],
                        }
                    );
                }
            );
            var account = (await services.Part<Ledger>().AccountAsync(id))!;
            var call = new Call
            {
                RequestId = "request",
                Time = DateTimeOffset.UtcNow,
                Caller = Caller.OfLongTermKey(account, key.Id)!,
                Service = "s3",
                Region = "us-east-1",
                SourceIp = IPAddress.Loopback,
                Secure = true,
                View = new AccountView(services.Part<Ledger>()),
                Gate = new Gate(Enforcement.On),
            };
            await call.View.IncludeOrganizationOfAsync(account);
            calls.Add(call);
        }
        foreach (var action in new[] { "s3:GetObject", "iam:GetUser" })
        {
            var access = new Access(
                ActionName.Parse(action),
                action == "iam:GetUser" ? calls[0].Caller.Arn : "arn:aws:s3:::bucket/folder/object"
            );
            var (without, with) = Alternating(
                calls,
                call =>
                {
                    if (Authorizer.FindDenial(call, access) is { } denial)
                        throw new InvalidOperationException(denial.Message(call));
                }
            );
            Print($"decide {action}, standalone account", without, "ns");
            Print($"decide {action}, member, five levels of policies", with, "ns");
            Print("  ratio", with / without, "");
        }
        await CallAsync(endpoint, clients);
    }

    static (double Without, double With) Alternating(List<Call> calls, Action<Call> work)
    {
        const int Batch = 2_000;
        var times = new[] { new List<double>(), new List<double>() };
        for (var round = 0; round < 600; round++)
        for (var i = 0; i < calls.Count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var n = 0; n < Batch; n++)
                work(calls[i]);
            if (round >= 300)
                times[i].Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / Batch);
        }
        return (Median(times[0]), Median(times[1]));
    }

    /// <summary>Alternating GetUser calls over one connection.</summary>
    static async Task CallAsync(string endpoint, List<Credentials> clients)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var body = "Action=GetUser&Version=2010-05-08"u8.ToArray();
        var times = new[] { new List<double>(), new List<double>() };
        for (var round = 0; round < 6_000; round++)
        for (var i = 0; i < clients.Count; i++)
        {
            var uri = new Uri(endpoint);
            var headers = new HeaderList().Add("host", uri.Authority).Add("content-type", "application/x-www-form-urlencoded");
            new RequestSigner(clients[i], "us-east-1", "iam").Sign(
                SignableRequest.FromTarget("POST", "/", headers),
                PayloadHash.Of(body),
                DateTimeOffset.UtcNow
            );
            using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
            for (var n = 0; n < headers.Count; n++)
                if (headers[n].Key is not ("host" or "content-type"))
                    request.Headers.TryAddWithoutValidation(headers[n].Key, headers[n].Value);
            var started = Stopwatch.GetTimestamp();
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            if (round >= 2_000)
                times[i].Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }
        Print("GetUser over HTTP, standalone account", Median(times[0]), "µs");
        Print("GetUser over HTTP, member, five levels of policies", Median(times[1]), "µs");
        Print("  ratio", Median(times[1]) / Median(times[0]), "");
    }

    static async Task WriteAsync(MantleServer services, AccountId accountId, string? organizationId, Action<Change> write)
    {
        using var turn = await services.Part<Ledger>().TurnAsync(accountId, organizationId);
        var change = new Change(services.Part<SecretBox>(), DateTimeOffset.UtcNow, turn.Account, turn.Organization);
        write(change);
        await turn.CommitAsync(change.Time, change.Finish(), null);
    }

    static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what, -70} {value, 10:F2} {unit}"));

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
