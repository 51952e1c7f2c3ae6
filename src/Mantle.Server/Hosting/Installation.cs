using System.Text;
using Mantle.Server.Accounts;
using Mantle.Server.Audit;
using Mantle.Server.Authentication;
using Mantle.Server.Authorization;
using Mantle.Server.Federation;
using Mantle.Server.Objects;
using Mantle.Server.Storage;
using Mantle.Server.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>An opened data folder: its stores, keys and accounts.</summary>
sealed class Installation : IAsyncDisposable
{
    const string ManagementAccountSetting = "management-account";

    readonly IStore store;
    readonly DataFolder folder;
    readonly Housekeeping housekeeping;

    Installation(DataFolder folder, IStore store, Services services, Housekeeping housekeeping)
    {
        this.folder = folder;
        this.store = store;
        this.housekeeping = housekeeping;
        Services = services;
    }

    public Services Services { get; }

    public DataFolder Folder => folder;

    /// <summary>Takes a folder for a server. On first use this makes the management account.</summary>
    /// <exception cref="StoreException">The folder or what is in it cannot be used.</exception>
    public static async Task<Installation> OpenAsync(ServerOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var folder = DataFolder.Hold(options.DataFolder);
        SqliteStore? store = null;
        SqliteTrail? trail = null;
        ObjectStore? objects = null;
        try
        {
            var issuers = new Issuers(options, time);
            var masterKey = folder.OpenMasterKey();
            store = SqliteStore.Open(folder.Database, StoredTypes.All);
            trail = SqliteTrail.Open(folder.Trail);
            var secretKeys = await KeyRing.OfSecretsAsync(store, masterKey, time.GetUtcNow());
            objects = ObjectStore.Open(folder.ObjectDatabase, folder.Objects, new DataKeys(secretKeys), time);
            folder.Restrict();
            var secrets = new SecretBox(secretKeys);
            var sessionKeys = await KeyRing.OfSessionsAsync(store, masterKey, time.GetUtcNow());
            var ledger = new Ledger(store);
            var lastUsed = new LastUsed(trail);
            var services = new Services
            {
                Options = options,
                Time = time,
                Ledger = ledger,
                LastUsed = lastUsed,
                Recorder = new Recorder(store, trail, lastUsed, loggers.CreateLogger<Recorder>()),
                Trail = trail,
                Reports = trail,
                Objects = objects,
                Secrets = secrets,
                Passwords = new Passwords(secrets),
                MfaCodes = new MfaCodes(ledger, secrets),
                SessionKeys = sessionKeys,
                Tokens = new SessionTokens(sessionKeys),
                Issuers = issuers,
                Outbound = new OutboundIssuers(ledger, options.PublicUrl),
                ManagementAccountId = await ManagementAccountAsync(store, ledger, secrets, time),
            };
            return new Installation(folder, store, services, new Housekeeping(services, loggers.CreateLogger<Housekeeping>()));
        }
        catch
        {
            if (objects is not null)
                await objects.DisposeAsync();
            if (trail is not null)
                await trail.DisposeAsync();
            if (store is not null)
                await store.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The management account's root credentials, read from a folder that a server may be using.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public static async Task<RootCredentials> ReadRootCredentialsAsync(string path)
    {
        using var folder = DataFolder.Look(path);
        await using var store = SqliteStore.OpenShared(folder.Database, StoredTypes.All);
        var secrets = new SecretBox(await KeyRing.OfSecretsAsync(store, folder.OpenMasterKey(), DateTimeOffset.UnixEpoch));
        await using var ledger = new Ledger(store);
        if (await store.ReadSettingAsync(ManagementAccountSetting) is not { } id
            || await ledger.AccountAsync(Encoding.ASCII.GetString(id)) is not { Root: { } root } account)
            throw new StoreException($"The data folder {folder.Path} has no management account yet. Start a server on it first.");
        if (root.AccessKeys.FirstOrDefault(key => key.Active) is not { } key)
            throw new StoreException("The management account's root user has no active access key.");
        var note = folder.ReadEndpoint();
        return new RootCredentials(account.Id, key.Id, secrets.Open(key.Id, account.Secrets[key.Id]), note?.Endpoint ?? $"http://{ServerOptions.DefaultListen}") { ClockOffset = TimeSpan.FromSeconds(note?.ClockOffset ?? 0) };
    }

    /// <summary>
    /// The management account, made on first start. Its id is noted first: a start cut short here goes on with the same one.
    /// </summary>
    static async Task<string> ManagementAccountAsync(SqliteStore store, Ledger ledger, SecretBox secrets, TimeProvider time)
    {
        string id;
        if (await store.ReadSettingAsync(ManagementAccountSetting) is { } noted)
            id = Encoding.ASCII.GetString(noted);
        else
        {
            id = UniqueId.NewAccountId();
            await store.WriteSettingAsync(ManagementAccountSetting, Encoding.ASCII.GetBytes(id));
        }
        if (await ledger.AccountAsync(id) is null)
        {
            using var turn = await ledger.TurnAsync(id, withDirectory: true);
            var change = new Change(secrets, time.GetUtcNow(), turn.Account, turn.Directory);
            NewAccount.Create(change, "management");
            await turn.CommitAsync(change.Time, change.Finish(), null);
        }
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await housekeeping.DisposeAsync();
        Services.Passwords.Dispose();
        await Services.Objects.DisposeAsync();
        await Services.Ledger.DisposeAsync();
        await Services.Recorder.DisposeAsync();
        await Services.Trail.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>Credentials of an account's root user, and where to use them.</summary>
public sealed record RootCredentials(string AccountId, string AccessKeyId, string SecretAccessKey, string Endpoint)
{
    /// <summary>How far the server's clock runs ahead; not part of what is printed.</summary>
    [JsonIgnore]
    public TimeSpan ClockOffset { get; init; }
}
