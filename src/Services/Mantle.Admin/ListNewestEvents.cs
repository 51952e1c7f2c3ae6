using System.Text;
using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Mantle.Wire;
using Mantle.Wire.Admin;

namespace Mantle.Admin;

/// <summary>
/// Lists the events that match, those recorded last first (Mantle extension). Only the management account can list another account's
/// events, or those of all accounts. <c>Newest</c> is the number of the newest event listed: whoever passes it as <c>After</c> next time
/// gets what was recorded since.
/// </summary>
[Operation]
sealed class ListNewestEvents(Recorder recorder, ITrail trail, Ledger ledger, ManagementAccount management)
{
    const int DefaultItems = 100;

    public ValueTask<Access> RequiresAsync(ListNewestEventsRequest r, Call c, CancellationToken cancellation) =>
        r.AccountId == c.Account.Id
            ? new(new Access(Actions.ListNewestEvents, "*"))
            : ManagementAccess.OfAsync(c, management, Actions.ListNewestEvents);

    public async Task<ListNewestEventsResponse> ExecuteAsync(ListNewestEventsRequest r, Call c, CancellationToken cancellation)
    {
        var query = new TrailQuery
        {
            Account = await ListedAccount.OfAsync(ledger, r.AccountId),
            From = r.StartTime,
            To = r.EndTime,
            After = NumberOf("After", r.After) ?? 0,
            Where = [.. Conditions(r)],
        };
        await recorder.FlushAsync();
        var page = await trail.FindAsync(query, NumberOf("Marker", r.Marker), r.MaxItems ?? DefaultItems);
        return new ListNewestEventsResponse
        {
            Events = [.. page.Events.Select(found => Encoding.UTF8.GetString(found.Json.Span))],
            IsTruncated = page.Next is not null,
            Marker = page.Next?.ToString(CultureInfo.InvariantCulture),
            Newest = page.Events.Count > 0 ? page.Events[0].Number.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    static IEnumerable<TrailCondition> Conditions(ListNewestEventsRequest r)
    {
        if (r.User is { } user)
            yield return new(TrailAttribute.User, user);
        if (r.Role is { } role)
            yield return new(TrailAttribute.Role, role);
        if (r.Session is { } session)
            yield return new(TrailAttribute.Session, session);
        if (r.EventName is { } name)
            yield return new(TrailAttribute.EventName, name);
        if (r.Resource is { } resource)
            yield return new(TrailAttribute.ResourceName, resource);
        if (r.Denied == true)
            yield return new(TrailAttribute.Denied, "true");
    }

    static long? NumberOf(string member, string? text) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw CommonErrors.ValidationError($"Invalid {member}: {text}");
}
