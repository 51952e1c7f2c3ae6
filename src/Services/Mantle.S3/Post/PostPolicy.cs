using System.Text;
using System.Text.Json;
using Mantle.Core.Federation;
using Mantle.S3.Front;
using Mantle.Wire;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Post;

/// <summary>
/// The policy of an upload form: its expiration and its conditions
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html"/>).
/// </summary>
sealed class PostPolicy
{
    static readonly JsonDocumentOptions Json = new() { AllowTrailingCommas = true, MaxDepth = 8 };

    static readonly string[] ExpirationFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    readonly DateTimeOffset expiration;
    readonly List<PostCondition> conditions;

    PostPolicy(DateTimeOffset expiration, List<PostCondition> conditions)
    {
        this.expiration = expiration;
        this.conditions = conditions;
    }

    /// <summary>Smallest and largest size of the file in bytes; null where the policy has no limits.</summary>
    public (long Least, long Most)? Size { get; private set; }

    /// <summary>Reads a policy in base64.</summary>
    /// <exception cref="ApiException"><c>InvalidPolicyDocument</c>.</exception>
    public static PostPolicy Parse(string encoded)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(encoded));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw Invalid("invalid Base64 encoding.");
        }
        try
        {
            using var document = StrictJson.Parse(Encoding.UTF8.GetBytes(PlainJson(text)), Json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : throw Invalid("Invalid JSON.");
        }
        catch (JsonException)
        {
            throw Invalid("Invalid JSON.");
        }
    }

    /// <summary>Checks the form against the policy, in the order of its conditions.</summary>
    /// <param name="form">The form.</param>
    /// <param name="bucket">The bucket of the request, which counts as a field.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ApiException">The policy has expired, a condition is not met, or a field has no condition.</exception>
    public void Check(PostForm form, string bucket, DateTimeOffset now)
    {
        if (now >= expiration)
            throw Violated("Policy expired.");
        string? Find(string field) => field.Equals("bucket", StringComparison.OrdinalIgnoreCase) ? bucket : form.Find(field);
        foreach (var condition in conditions)
            if (condition.Size is { } size)
                Size = Size is { } before ? (Math.Max(before.Least, size.Least), Math.Min(before.Most, size.Most)) : size;
            else if (!condition.Holds(Find))
                throw Violated($"Policy Condition failed: {condition.Text}");
        var covered = conditions.Select(condition => condition.Field).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in form.Fields.Select(field => field.Key).Append("bucket"))
            if (NeedsCondition(field) && !covered.Contains(field))
                throw Violated($"Extra input fields: {field.ToLowerInvariant()}");
    }

    static bool NeedsCondition(string field) =>
        !field.Equals("policy", StringComparison.OrdinalIgnoreCase)
        && !field.Equals("x-amz-signature", StringComparison.OrdinalIgnoreCase)
        && !field.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase);

    static PostPolicy Read(JsonElement document)
    {
        JsonElement? expiration = null,
            conditions = null;
        foreach (var member in document.EnumerateObject())
            if (member.NameEquals("expiration"u8))
                expiration = member.Value;
            else if (member.NameEquals("conditions"u8))
                conditions = member.Value;
            else
                throw Invalid($"Unexpected: '{member.Name.ToLowerInvariant()}'");
        var time = Expiration(expiration ?? throw Invalid("Policy missing expiration."));
        if ((conditions ?? throw Invalid("Policy missing conditions.")) is not { ValueKind: JsonValueKind.Array } list)
            throw Invalid("Invalid 'conditions' value: must be a List.");
        return new PostPolicy(time, [.. list.EnumerateArray().Select(PostCondition.Read)]);
    }

    /// <summary>A moment in UTC; another offset is refused.</summary>
    static DateTimeOffset Expiration(JsonElement value) =>
        value.ValueKind != JsonValueKind.String ? throw Invalid("Invalid JSON.")
        : DateTimeOffset.TryParseExact(
            value.GetString(),
            ExpirationFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
        : throw Invalid($"Invalid 'expiration' value: '{value.GetString()}'");

    /// <summary>Policies have two escapes that JSON lacks, <c>\$</c> and <c>\v</c>.</summary>
    static string PlainJson(string text)
    {
        if (!text.Contains("\\$", StringComparison.Ordinal) && !text.Contains("\\v", StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (text[i] != '\\' || i + 1 == text.Length)
                plain.Append(text[i]);
            else
                plain.Append(
                    text[++i] switch
                    {
                        '$' => "$",
                        'v' => "\\u000b",
                        var escaped => $"\\{escaped}",
                    }
                );
        return plain.ToString();
    }

    public static ApiException Invalid(string problem) => Errors.InvalidPolicyDocument($"Invalid Policy: {problem}");

    static ApiException Violated(string how) => CommonErrors.AccessDenied($"Invalid according to Policy: {how}");
}
