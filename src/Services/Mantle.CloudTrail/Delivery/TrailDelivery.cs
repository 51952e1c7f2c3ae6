using Mantle.CloudTrail.Entities;
using Mantle.CloudTrail.Trails;
using Mantle.Core.Audit;
using Mantle.Core.Modules;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.S3;
using Mantle.Wire;
using Microsoft.Extensions.Logging;

namespace Mantle.CloudTrail.Delivery;

/// <summary>
/// Delivers the log files and digest files of all trails. One node of an installation does it at a time (docs/cloudtrail.md).
/// </summary>
sealed partial class TrailDelivery(Parts parts)
{
    readonly Ledger ledger = parts.Get<Ledger>();
    readonly ILogger logger = parts.Get<ILoggerFactory>().CreateLogger<TrailDelivery>();
    readonly ScannedPositions scanned = new();

    /// <summary>Delivers what is due. A trail whose delivery fails does not stop the others; it is tried again at the next run.</summary>
    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var isFlushed = false;
        await foreach (var name in ledger.NamesAsync(TrailNames.Kind).WithCancellation(cancellation))
        {
            // Events that are on their way to the store belong to this run.
            if (!isFlushed)
                await parts.Get<Recorder>().FlushAsync();
            isFlushed = true;
            try
            {
                await RunAsync(name.AccountId, name.Name, now, cancellation);
            }
            catch (ApiException error)
            {
                // The trail's status has the error too.
                DeliveryRefused(logger, name.Name, error.Code, error.Message);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                DeliveryFailed(logger, name.Name, error);
            }
        }
    }

    async Task RunAsync(AccountId accountId, string arn, DateTimeOffset now, CancellationToken cancellation)
    {
        if (
            await ledger.AccountAsync(accountId) is not { } account
            || account.Trails.All.FirstOrDefault(trail => trail.ArnIn(accountId) == arn) is not { } trail
            || account.TrailProgress.Find(trail.Id) is not { Windows.IsEmpty: false } progress
        )
            return;
        var settings = parts.Get<MantleSettings>();
        var state = new ProgressStore(ledger, parts.Get<SecretBox>(), accountId, trail.Id, progress);
        var files = new TrailFiles(parts.Get<ServiceObjects>(), account, trail, settings.TrailFolder);
        var organizationId = trail.IsOrganization ? account.Membership?.OrganizationId : null;
        var digests = new DigestDelivery(trail, organizationId, state, files, parts.Get<DigestKeys>(), settings.TrailDigestInterval);
        var logs = new LogDelivery(trail, organizationId, state, files, parts.Get<ITrail>(), scanned);
        foreach (var source in await SourcesAsync(account.Id, organizationId))
        {
            await digests.BeginAsync(source, now);
            await digests.DeliverDueAsync(source, now, cancellation);
            await logs.DeliverAsync(source, now, cancellation);
        }
        await digests.EndAsync(now, cancellation);
    }

    /// <summary>The accounts whose events a trail delivers.</summary>
    async Task<IReadOnlyList<AccountId>> SourcesAsync(AccountId owner, string? organizationId) =>
        organizationId is not null && await ledger.OrganizationAsync(organizationId) is { Settings: not null } organization
            ? [.. organization.Members.All.Select(member => member.AccountId)]
            : [owner];

    [LoggerMessage(Level = LogLevel.Warning, Message = "Trail {Trail} could not be delivered: {Code} {Reason}")]
    static partial void DeliveryRefused(ILogger logger, string trail, string code, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Trail {Trail} could not be delivered; trying again at the next interval")]
    static partial void DeliveryFailed(ILogger logger, string trail, Exception error);
}
