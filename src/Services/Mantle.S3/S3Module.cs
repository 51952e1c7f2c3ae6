using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.S3.Entities;
using Mantle.S3.Front;
using Mantle.S3.Lifecycle;
using Mantle.S3.Store;
using Mantle.S3.Website;
using Mantle.Wire;
using Microsoft.Extensions.Logging;

namespace Mantle.S3;

/// <summary>Amazon S3.</summary>
[ServiceModule("S3")]
public sealed partial class S3Module : S3HttpModule, IKeepsEntities
{
    readonly ObjectStore objects;
    readonly DailyLifecycle lifecycle;

    /// <summary>Opens the object store.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public S3Module(Parts parts)
        : base(parts, parts.Get<ObjectStore>)
    {
        var folder = parts.Get<InstallationFolder>();
        objects = parts.Add(
            ObjectStore.Open(folder.In("objects.db"), folder.In("objects"), parts.Get<DataKeys>(), parts.Get<TimeProvider>())
        );
        parts.Add(new ServiceObjects(this, parts));
        lifecycle = new DailyLifecycle(objects, parts.Get<Ledger>(), parts.Get<ILoggerFactory>().CreateLogger<DailyLifecycle>());
    }

    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.S3.Operations.Service;

    /// <inheritdoc/>
    static EntityDeclarations IKeepsEntities.Entities => S3Entities.Declarations;

    /// <inheritdoc/>
    public override IEnumerable<Chore> Chores => [new("lifecycle rules", lifecycle.RunAsync)];

    /// <summary>Answers preflight requests as every S3 service does, and visitors of websites.</summary>
    public override async ValueTask<bool> BeginAsync(Exchange exchange, Func<Call> newCall)
    {
        if (await base.BeginAsync(exchange, newCall))
            return true;
        if (WebsiteHost.BucketOf(exchange.Http.Request.Host.Host) is not { } site)
            return false;
        Parts.Get<LoopbackGuard>().CheckHost(exchange);
        S3Request.Of(exchange).Unsigned(exchange);
        await WebsiteAnswer.SendAsync(exchange, this, Parts.Get<OperationRunner>(), newCall(), site);
        return true;
    }

    /// <summary>Whether a host name is a bucket's, an access point's or a website's.</summary>
    public override bool HasResourceAt(string host) => VirtualHost.BucketOf(host) is not null;

    /// <inheritdoc/>
    public override bool TakesTheRest(Exchange exchange) => !IsQuery(exchange);

    /// <inheritdoc/>
    public override bool IsSignedForMe(string signedFor, Exchange exchange) =>
        base.IsSignedForMe(signedFor, exchange) && !S3Control.S3ControlModule.IsCalledBy(exchange);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await objects.DisposeAsync();
        await base.DisposeAsync();
    }
}
