using System.Text;
using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Mantle.Wire;
using Mantle.Wire.Admin;

namespace Mantle.Admin;

/// <summary>
/// Lists recorded events, oldest first (Mantle extension). Only the management account can list another account's events.
/// </summary>
[Operation]
sealed class ListEvents(Recorder recorder, ITrail trail, Ledger ledger, ManagementAccount management)
{
    const int DefaultItems = 100;

    public ValueTask<Access> RequiresAsync(ListEventsRequest r, Call c, CancellationToken cancellation) =>
        r.AccountId == c.Account.Id
            ? new(new Access(Actions.ListEvents, "*"))
            : ManagementAccess.OfAsync(c, management, Actions.ListEvents);

    public async Task<ListEventsResponse> ExecuteAsync(ListEventsRequest r, Call c, CancellationToken cancellation)
    {
        var account = await ListedAccount.OfAsync(ledger, r.AccountId);
        await recorder.FlushAsync();
        var limit = r.MaxItems ?? DefaultItems;
        var (position, skip) = Start(r.Marker);
        var events = new List<string>();
        while (true)
        {
            var segments = await trail.ReadAsync(account, r.StartTime, position, 16);
            if (segments.Count == 0)
                return new ListEventsResponse { Events = events, IsTruncated = false };
            foreach (var (at, segment) in segments)
            {
                var lines = Encoding.UTF8.GetString(segment.Lines).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                for (var i = skip; i < lines.Length; i++)
                {
                    if (events.Count == limit)
                        return new ListEventsResponse
                        {
                            Events = events,
                            IsTruncated = true,
                            Marker = string.Create(CultureInfo.InvariantCulture, $"{position}.{i}"),
                        };
                    events.Add(lines[i]);
                }
                (position, skip) = (at, 0);
            }
        }
    }

    /// <summary>
    /// A marker is the position of the last segment that was read whole, and the number of events that were read of the next one.
    /// </summary>
    static (long Position, int Skip) Start(string? marker)
    {
        if (marker is null)
            return (0, 0);
        var parts = marker.Split('.');
        return
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
            ? (position, skip)
            : throw CommonErrors.ValidationError($"Invalid Marker: {marker}");
    }
}
