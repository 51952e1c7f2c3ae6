using System.Collections.Immutable;

namespace Mantle.CloudTrail.Entities;

/// <summary>
/// How far a trail's delivery came. What is written next is noted here before it is written, with its name, so that a server that was
/// killed writes the same files again (docs/cloudtrail.md).
/// </summary>
[Entity(71)]
sealed record TrailProgress : Entity
{
    public override string Key => TrailId;

    public required string TrailId { get; init; }

    /// <summary>The times in which the trail logs, oldest first. Finished ones are dropped once they are delivered.</summary>
    public ImmutableArray<LoggingWindow> Windows { get; init; } = [];

    /// <summary>How far the events of each account are delivered: one account, or the members of the organization.</summary>
    public ImmutableArray<SourceProgress> Sources { get; init; } = [];

    /// <summary>The chains of digest files, one for each account and Region.</summary>
    public ImmutableArray<DigestChain> Chains { get; init; } = [];

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>S3's error code for the last log file; null if it was delivered.</summary>
    public string? DeliveryError { get; init; }

    public DateTimeOffset? DigestDeliveredAt { get; init; }

    /// <summary>S3's error code for the last digest file; null if it was delivered.</summary>
    public string? DigestError { get; init; }
}

/// <summary>A time in which a trail logs.</summary>
/// <param name="Start">The time of the call that started it.</param>
/// <param name="Stop">The time of the call that stopped it; null while it logs.</param>
sealed record LoggingWindow(DateTimeOffset Start, DateTimeOffset? Stop = null);

/// <summary>How far the events of an account are delivered.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Position">The position in the trail's store up to which everything is delivered.</param>
/// <param name="Plan">The log files that are being written; null if none are.</param>
sealed record SourceProgress(AccountId AccountId, long Position, LogPlan? Plan = null);

/// <summary>The log files of some events, before they are written.</summary>
/// <param name="UpTo">The position of the last event.</param>
/// <param name="Time">The time in the files' names.</param>
sealed record LogPlan(long UpTo, DateTimeOffset Time);
