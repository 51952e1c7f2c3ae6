namespace Mantle.Core.Storage;

/// <summary>A question to the trail. Every condition that is given must hold.</summary>
public sealed record TrailQuery
{
    /// <summary>The account whose events are looked up; null for all accounts.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The earliest event time, included. A fraction of a second is cut off, because events have none.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The latest event time, included.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only events with a greater number (<see cref="TrailEvent.Number"/>): what is new since a look.</summary>
    public long After { get; init; }

    /// <summary>What the event must have.</summary>
    public IReadOnlyList<TrailCondition> Where { get; init; } = [];
}

/// <summary>An attribute and its value, compared exactly.</summary>
public readonly record struct TrailCondition(TrailAttribute Attribute, string Value);

/// <summary>An event as a query finds it.</summary>
/// <param name="Number">Its number in the trail. A later recorded event has a greater one; the number never changes.</param>
/// <param name="AccountId">The account that has it in its trail.</param>
/// <param name="Json">The CloudTrail record as one line of JSON (UTF-8), without the line's end.</param>
public readonly record struct TrailEvent(long Number, AccountId AccountId, ReadOnlyMemory<byte> Json);

/// <summary>A page of events, those recorded last first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Next">What to pass as <c>before</c> for the next page; null if there are no more events.</param>
public sealed record TrailPage(IReadOnlyList<TrailEvent> Events, long? Next);
