using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mantle.CloudTrail.Entities;
using Mantle.CloudTrail.Trails;

namespace Mantle.CloudTrail.Delivery;

/// <summary>
/// A digest file: the log files of a period with their hashes, and the signature of the digest file before
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html"/>).
/// </summary>
sealed class DigestFile
{
    const string SignatureAlgorithm = "SHA256withRSA",
        HashAlgorithm = "SHA-256";

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly string bucket;
    readonly string end;

    /// <summary>Writes and signs the file of a chain's plan.</summary>
    public DigestFile(Trail trail, string? organizationId, DigestChain chain, DigestPlan plan, SigningDigestKey key)
    {
        (bucket, end) = (trail.Bucket, Text(plan.End));
        Key = KeyOf(trail, organizationId, chain, plan.End);
        Content = Write(chain, plan, key.Fingerprint);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Content.Span));
        Signature = Convert.ToHexStringLower(key.Sign(Encoding.UTF8.GetBytes(StringToSign(chain.Previous))));
    }

    /// <summary>The object's key.</summary>
    public string Key { get; }

    /// <summary>The uncompressed content.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    public string Hash { get; }

    public string Signature { get; }

    /// <summary>The object's metadata, where validators find the signature.</summary>
    public IReadOnlyDictionary<string, string> Metadata =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["signature"] = Signature, ["signature-algorithm"] = SignatureAlgorithm };

    /// <summary>The file as the next digest file refers to it.</summary>
    public DigestLink Link => new(bucket, Key, Hash, Signature);

    /// <summary>A time without fractions of a second: digest files have none.</summary>
    public static DateTimeOffset Second(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    static string KeyOf(Trail trail, string? organizationId, DigestChain chain, DateTimeOffset end)
    {
        var time = end.UtcDateTime;
        var (account, region) = (chain.AccountId, chain.Region);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{TrailBucket.FolderOf(trail.Prefix, organizationId, account)}CloudTrail-Digest/{region}/{time:yyyy/MM/dd}/"
                + $"{account}_CloudTrail-Digest_{region}_{trail.Name}_{trail.HomeRegion}_{time:yyyyMMdd'T'HHmmss'Z'}.json.gz"
        );
    }

    /// <summary>
    /// The text that is signed
    /// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html"/>).
    /// </summary>
    string StringToSign(DigestLink? previous) => $"{end}\n{bucket}/{Key}\n{Hash}\n{previous?.Signature ?? "null"}";

    byte[] Write(DigestChain chain, DigestPlan plan, string fingerprint)
    {
        var logs = chain.Logs[..plan.Logs];
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("awsAccountId", chain.AccountId.ToString());
        json.WriteString("digestStartTime", Text(chain.Start));
        json.WriteString("digestEndTime", end);
        json.WriteString("digestS3Bucket", bucket);
        json.WriteString("digestS3Object", Key);
        json.WriteString("digestPublicKeyFingerprint", fingerprint);
        json.WriteString("digestSignatureAlgorithm", SignatureAlgorithm);
        json.WriteString("newestEventTime", logs.IsEmpty ? null : Text(logs.Max(log => log.Newest)));
        json.WriteString("oldestEventTime", logs.IsEmpty ? null : Text(logs.Min(log => log.Oldest)));
        json.WriteString("previousDigestS3Bucket", chain.Previous?.Bucket);
        json.WriteString("previousDigestS3Object", chain.Previous?.Object);
        json.WriteString("previousDigestHashValue", chain.Previous?.Hash);
        json.WriteString("previousDigestHashAlgorithm", chain.Previous is null ? null : HashAlgorithm);
        json.WriteString("previousDigestSignature", chain.Previous?.Signature);
        json.WriteStartArray("logFiles");
        foreach (var log in logs)
        {
            json.WriteStartObject();
            json.WriteString("s3Bucket", log.Bucket);
            json.WriteString("s3Object", log.Object);
            json.WriteString("hashValue", log.Hash);
            json.WriteString("hashAlgorithm", HashAlgorithm);
            json.WriteString("newestEventTime", Text(log.Newest));
            json.WriteString("oldestEventTime", Text(log.Oldest));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
