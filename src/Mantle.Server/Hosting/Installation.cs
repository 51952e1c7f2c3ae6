using System.Diagnostics.Metrics;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Audit;
using Mantle.Core.Authentication;
using Mantle.Core.Entities;
using Mantle.Core.Explanations;
using Mantle.Core.Modules;
using Mantle.Core.Operations;
using Mantle.Core.Organizations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Core.Telemetry;
using Mantle.Http;
using Mantle.Server.Exports;
using Mantle.Server.Pipeline;
using Mantle.Server.Telemetry;
using Mantle.Storage.Sqlite;
using Mantle.Storage.Sqlite.Trails;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>An opened data folder: its stores, its keys and its services.</summary>
sealed partial class Installation : IAsyncDisposable
{
    /// <summary>The setting that names the management account.</summary>
    internal const string ManagementAccountSetting = "management-account";

    /// <summary>What to close at the end, last opened first.</summary>
    readonly Stack<IAsyncDisposable> opened;

    Installation(DataFolder folder, Stack<IAsyncDisposable> opened, Parts parts, IReadOnlyList<HttpModule> modules)
    {
        this.opened = opened;
        (Folder, Parts, Modules) = (folder, parts, modules);
    }

    /// <summary>The objects that are provided to services.</summary>
    public Parts Parts { get; }

    /// <summary>The services.</summary>
    public IReadOnlyList<HttpModule> Modules { get; }

    public DataFolder Folder { get; }

    /// <summary>Opens a folder for a server. On first start it creates the management account.</summary>
    /// <exception cref="StoreException">The folder or its content cannot be used.</exception>
    public static async Task<Installation> OpenAsync(MantleOptions options, TimeProvider time, ILoggerFactory loggers, IMeterFactory meters)
    {
        var folder = DataFolder.Hold(options.DataFolder);
        var opened = new Stack<IAsyncDisposable>();
        try
        {
            var telemetry = new InstallationTelemetry(InstallationMeter.Create(meters));
            opened.Push(telemetry);
            var parts = await OfferAsync(options, time, loggers, telemetry, folder, opened);
            var modules = new List<HttpModule>();
            foreach (var offer in ServedModules.All.Concat(options.FurtherModules))
            {
                var module = (HttpModule)offer.Make(parts);
                opened.Push(module);
                modules.Add(module);
            }
            folder.Restrict();
            var chores = modules
                .SelectMany(module => module.Chores)
                .Append(SessionKeyChore(options, parts))
                .Append(TrailChore(options, parts))
                .Concat(parts.Get<TrailExports>().Chores)
                .ToList();
            var budget = new MemoryBudget(parts.Get<Ledger>(), options.MemoryBudget, Core.Authorization.IdentityPolicies.DropCompiled);
            var (ledger, leased) = (parts.Get<Ledger>(), parts.Get<LeasedChores>());
            InstallationGauges.Add(telemetry.Meter, ledger, parts.Get<Recorder>(), budget);
            opened.Push(new Housekeeping(ledger, budget, chores, leased, time, loggers.CreateLogger<Housekeeping>()));
            return new Installation(folder, opened, parts, modules);
        }
        catch
        {
            await CloseAsync(opened);
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Opens the stores and keys, and provides them to services.</summary>
    static async Task<Parts> OfferAsync(
        MantleOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        InstallationTelemetry telemetry,
        DataFolder folder,
        Stack<IAsyncDisposable> opened
    )
    {
        var masterKey = folder.OpenMasterKey();
        var now = time.GetUtcNow();
        var store = Open(options.OpenStore(folder.Database, StoredTypes(options.FurtherModules)));
        var trailLog = loggers.CreateLogger<SqliteTrail>();
        var trail = Open<ITrail>(SqliteTrail.Open(folder.Trail, report: error => FoldFailed(trailLog, error)));
        var secretKeys = await KeyRing.OfSecretsAsync(store, masterKey, now);
        var sessionKeys = await KeyRing.OfSessionsAsync(store, masterKey, now);
        var (secrets, lastUsed) = (new SecretBox(secretKeys), new LastUsed(trail));
        var recorder = Open(new Recorder(store, trail, lastUsed, loggers.CreateLogger<Recorder>(), telemetry.Trail));
        var explained = Open(
            new DenialRecorder(Open<IDenials>(SqliteDenials.Open(folder.Denials)), time, loggers.CreateLogger<DenialRecorder>())
        );
        var ledger = Open(new Ledger(store, telemetry.Commits));
        var follower = Open(
            await ChangeFollower.StartAsync(
                store,
                ledger,
                options.FollowInterval,
                TimeProvider.System,
                loggers.CreateLogger<ChangeFollower>()
            )
        );
        await follower.WatchAsync(sessionKeys.Setting, sessionKeys.ReloadAsync);
        var leases = store.IsShared ? Open(SqliteLeases.Open(folder.Database, TimeProvider.System)) : null;
        var parts = new Parts();
        parts.Add(Open(new TrailExports(options.Export, trail, store, loggers)));
        parts.Add(follower);
        parts.Add(new LeasedChores(leases, LeasedChores.UsualDuration));
        parts.Add<MantleSettings>(options);
        parts.Add(new InstallationFolder(folder.Path));
        parts.Add(new Readiness(store, trail, InstallationDisk.Of(folder.Path), time, follower));
        parts.Add(time);
        parts.Add(loggers);
        parts.Add(telemetry);
        parts.Add(ledger);
        parts.Add(trail);
        parts.Add((IReports)trail);
        parts.Add(recorder);
        parts.Add(explained);
        parts.Add(lastUsed);
        parts.Add(secrets);
        parts.Add(new DataKeys(secretKeys));
        parts.Add(new SessionKeys(sessionKeys));
        parts.Add(new SessionTokens(sessionKeys, telemetry.Caches));
        parts.Add(new MfaCodes(ledger, secrets));
        var failures = parts.Add(new Failures(loggers.CreateLogger<OperationRunner>(), TransportFailures.Find));
        parts.Add(new OperationRunner(ledger, recorder, explained, secrets, lastUsed, failures, options.EnforceQuotas));
        parts.Add(new LoopbackGuard(options.PublicUrl, options.TrustedProxies));
        parts.Add(new ManagementAccount(await ManagementAccountAsync(store, ledger, secrets, time)));
        return parts;

        T Open<T>(T resource)
            where T : IAsyncDisposable
        {
            opened.Push(resource);
            return resource;
        }
    }

    /// <summary>Creates the endpoint that answers the installation's requests.</summary>
    public RequestEndpoint NewFront(MantleOptions options)
    {
        var (ledger, secrets, telemetry) = (Parts.Get<Ledger>(), Parts.Get<SecretBox>(), Parts.Get<InstallationTelemetry>());
        var pipeline = new RequestPipeline(
            new ServiceRouter(Modules),
            new Authenticator(ledger, secrets, Parts.Get<SessionTokens>(), telemetry.Caches),
            Parts.Get<OperationRunner>(),
            new CallFactory(ledger, Parts.Get<LoopbackGuard>(), telemetry.Decisions, options.Enforcement, options.TrustedProxies),
            Parts.Get<Failures>(),
            Parts.Get<ChangeFollower>(),
            new RequestInstruments(telemetry),
            Parts.Get<TimeProvider>(),
            Parts.Get<ILoggerFactory>().CreateLogger<RequestPipeline>()
        );
        return new RequestEndpoint(Modules, Parts.Get<Readiness>(), pipeline);
    }

    static Chore SessionKeyChore(MantleOptions options, Parts parts) =>
        new(
            "session keys",
            (now, _) => SessionKeyRotation.RotateIfDueAsync(parts.Get<SessionKeys>().Ring, options.SessionKeyLifetime, now)
        );

    /// <summary>
    /// Drops old events. A clock that runs ahead makes none older: whoever tries out an expiry keeps the trail.
    /// </summary>
    static Chore TrailChore(MantleOptions options, Parts parts) =>
        new(
            "trail retention",
            (now, _) =>
                parts
                    .Get<ITrail>()
                    .DropAsync(
                        now - options.TrailLifetime - (options.ClockOffset > TimeSpan.Zero ? options.ClockOffset : TimeSpan.Zero),
                        options.TrailSize ?? long.MaxValue
                    )
        );

    /// <summary>The entity types that the core and the services store.</summary>
    public static EntityTypes StoredTypes(params IEnumerable<ModuleOffer> further) =>
        new([
            AccountEntities.Declarations,
            OrganizationEntities.Declarations,
            .. ServedModules.All.Concat(further).Select(offer => offer.Entities),
        ]);

    /// <summary>The management account's root credentials, read from a folder that a server may be using.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public static async Task<RootCredentials> ReadRootCredentialsAsync(string path)
    {
        using var folder = DataFolder.Look(path);
        await using var store = SqliteStore.OpenShared(folder.Database, StoredTypes());
        var secrets = new SecretBox(await KeyRing.OfSecretsAsync(store, folder.OpenMasterKey(), DateTimeOffset.UnixEpoch));
        await using var ledger = new Ledger(store);
        if (
            await store.ReadSettingAsync(ManagementAccountSetting) is not { } id
            || await ledger.AccountAsync(AccountOf(id)) is not { Root: { } root } account
        )
            throw new StoreException($"The data folder {folder.Path} has no management account yet. Start a server on it first.");
        if (root.AccessKeys.FirstOrDefault(key => key.Active) is not { } key)
            throw new StoreException("The management account's root user has no active access key. Make one with `mantle root-key new`.");
        var note = folder.ReadEndpoint();
        return new RootCredentials(
            account.Id,
            key.Id,
            secrets.Open(key.Id, account.Secrets[key.Id]),
            note?.Endpoint ?? $"http://{ServerOptions.DefaultListen}"
        )
        {
            ClockOffset = TimeSpan.FromSeconds(note?.ClockOffset ?? 0),
        };
    }

    /// <summary>
    /// The management account's id. On first start the account is created; its id is stored first, so that an interrupted start continues
    /// with the same id.
    /// </summary>
    static async Task<AccountId> ManagementAccountAsync(IStore store, Ledger ledger, SecretBox secrets, TimeProvider time)
    {
        var noted = await store.ReadSettingAsync(ManagementAccountSetting);
        if (noted is null)
        {
            noted = Encoding.ASCII.GetBytes(UniqueId.NewAccountId());
            if (!await store.WriteSettingAsync(ManagementAccountSetting, null, noted))
                noted = (await store.ReadSettingAsync(ManagementAccountSetting))!;
        }
        var id = AccountOf(noted);
        if (await ledger.AccountAsync(id) is null)
        {
            using var turn = await ledger.TurnAsync(id);
            var change = new Change(secrets, time.GetUtcNow(), turn.Account);
            NewAccount.Create(change, "management");
            await turn.CommitAsync(change.Time, change.Finish(), null);
        }
        return id;
    }

    /// <summary>The account that a value of <see cref="ManagementAccountSetting"/> names.</summary>
    internal static AccountId AccountOf(byte[] setting) => AccountId.Parse(Encoding.ASCII.GetString(setting));

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(opened);
        Folder.Dispose();
    }

    static async ValueTask CloseAsync(Stack<IAsyncDisposable> opened)
    {
        while (opened.TryPop(out var resource))
            await resource.DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The trail's index could not be written; trying again")]
    static partial void FoldFailed(ILogger logger, Exception error);
}
