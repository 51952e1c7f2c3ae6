using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Mantle.CloudTrail.Entities;
using Mantle.CloudTrail.Trails;

namespace Mantle.CloudTrail.Delivery;

/// <summary>
/// The log file of some events in a Region
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html"/>).
/// </summary>
sealed class LogFile
{
    readonly ArrayBufferWriter<byte> content = new();
    DateTimeOffset oldest = DateTimeOffset.MaxValue,
        newest = DateTimeOffset.MinValue;
    bool isClosed;

    public LogFile() => content.Write("{\"Records\":["u8);

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<byte> record, DateTimeOffset time)
    {
        if (newest != DateTimeOffset.MinValue)
            content.Write(","u8);
        content.Write(record);
        oldest = time < oldest ? time : oldest;
        newest = time > newest ? time : newest;
    }

    /// <summary>The uncompressed content; nothing can be added after it was read.</summary>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            if (!isClosed)
                content.Write("]}"u8);
            isClosed = true;
            return content.WrittenMemory;
        }
    }

    /// <summary>The file as a digest file lists it.</summary>
    public DeliveredLog As(string bucket, string key) =>
        new(bucket, key, Convert.ToHexStringLower(SHA256.HashData(Content.Span)), oldest, newest);

    const string NameCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    const int UniqueLength = 16;

    /// <summary>
    /// The key of a log file
    /// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html"/>). The text at its
    /// end follows from the trail and the events' positions, so that a file that is written again has the same name.
    /// </summary>
    public static string KeyOf(Trail trail, string? organizationId, AccountId accountId, string region, long after, LogPlan plan)
    {
        var time = plan.Time.UtcDateTime;
        var folder = TrailBucket.FolderOf(trail.Prefix, organizationId, accountId);
        var hash = SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{trail.Id}/{accountId}/{region}/{after}/{plan.UpTo}"))
        );
        var unique = string.Concat(hash.Take(UniqueLength).Select(value => NameCharacters[value % NameCharacters.Length]));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}CloudTrail/{region}/{time:yyyy/MM/dd}/{accountId}_CloudTrail_{region}_{time:yyyyMMdd'T'HHmm'Z'}_{unique}.json.gz"
        );
    }
}
