using System.Collections.Immutable;

namespace Mantle.CloudTrail.Entities;

/// <summary>The chain of digest files of an account's log files in a Region.</summary>
sealed record DigestChain
{
    public required AccountId AccountId { get; init; }

    public required string Region { get; init; }

    /// <summary>Where the period of the next digest file begins.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The log files that were delivered since.</summary>
    public ImmutableArray<DeliveredLog> Logs { get; init; } = [];

    /// <summary>The digest file before; null before the first one.</summary>
    public DigestLink? Previous { get; init; }

    /// <summary>The digest file that is being written; null if none is.</summary>
    public DigestPlan? Plan { get; init; }

    public bool Is(AccountId account, string region) => AccountId == account && Region == region;
}

/// <summary>A log file that was delivered.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Object">The object's key.</param>
/// <param name="Hash">SHA-256 of the uncompressed file, in hexadecimal digits.</param>
/// <param name="Oldest">The time of its oldest event.</param>
/// <param name="Newest">The time of its newest event.</param>
sealed record DeliveredLog(string Bucket, string Object, string Hash, DateTimeOffset Oldest, DateTimeOffset Newest);

/// <summary>What a digest file says about the one before.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Object">The object's key.</param>
/// <param name="Hash">SHA-256 of the uncompressed file, in hexadecimal digits.</param>
/// <param name="Signature">The signature, in hexadecimal digits.</param>
sealed record DigestLink(string Bucket, string Object, string Hash, string Signature);

/// <summary>A digest file, before it is written.</summary>
/// <param name="End">Where its period ends.</param>
/// <param name="Logs">How many of the chain's log files it lists.</param>
/// <param name="Fingerprint">The key that signs it.</param>
sealed record DigestPlan(DateTimeOffset End, int Logs, string Fingerprint);
