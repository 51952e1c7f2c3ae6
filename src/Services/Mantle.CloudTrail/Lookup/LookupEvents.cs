using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lookup;

/// <summary>
/// The account's management events of the call's Region in the last 90 days, newest first. Data events are in no event history.
/// </summary>
[Operation]
sealed class LookupEvents(Recorder recorder, ITrail trail)
{
    const int MostResults = 50;

    static readonly TimeSpan History = TimeSpan.FromDays(90);

    public static Access Requires(LookupEventsRequest r, Call c) => new(Actions.LookupEvents, "*");

    public async Task<LookupEventsResponse> ExecuteAsync(LookupEventsRequest r, Call c, CancellationToken cancellation)
    {
        var limit = r.MaxResults ?? MostResults;
        if (limit is < 1 or > MostResults)
            throw Errors.InvalidMaxResultsException(
                $"A max results value of {limit} is invalid. Specify max results between 1 and {MostResults}."
            );
        if (r.StartTime > r.EndTime)
            throw Errors.InvalidTimeRangeException("Start time must be before end time.");
        var attribute = AttributeOf(r);
        if (r.EventCategory is { } category)
            return category == "insight"
                ? new() { Events = [] }
                : throw Errors.InvalidEventCategoryException($"Event category {category} is invalid. Valid values are: insight");
        var oldest = c.Time - History;
        var query = new TrailQuery
        {
            Account = c.Account.Id,
            From = r.StartTime > oldest ? r.StartTime : oldest,
            To = r.EndTime,
            Where = attribute is { } sought
                ? [new(TrailAttribute.Category, "Management"), sought]
                : [new(TrailAttribute.Category, "Management")],
        };
        var before = LookupToken.Read(r.NextToken, query);
        if (before is null)
            await recorder.FlushAsync();
        return await FindAsync(query, before, limit, c.Region, cancellation);
    }

    async Task<LookupEventsResponse> FindAsync(TrailQuery query, long? before, int limit, string region, CancellationToken cancellation)
    {
        var events = new List<Event>(limit);
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await trail.FindAsync(query, before, limit - events.Count);
            foreach (var found in page.Events)
                if (FoundEvent.Of(found) is var read && read.Region == region)
                    events.Add(read.Event);
            before = page.Next;
        } while (before is not null && events.Count < limit);
        return new() { Events = events, NextToken = before is { } next ? LookupToken.Write(next, query) : null };
    }

    /// <summary>The attribute to look up by; one at most.</summary>
    static TrailCondition? AttributeOf(LookupEventsRequest r)
    {
        if (r.LookupAttributes is not { Count: > 0 } attributes)
            return null;
        if (attributes.Count > 1)
            throw Errors.InvalidLookupAttributesException("Only one lookup attribute can be specified.");
        var (key, value) = (attributes[0].AttributeKey, attributes[0].AttributeValue);
        return new TrailCondition(Enum.Parse<TrailAttribute>(key), value);
    }
}
