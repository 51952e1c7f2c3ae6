using System.Text;
using Mantle.Core.Accounts;
using Mantle.Wire;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Tagging;

/// <summary>
/// The rules for tags: ten on an object, fifty on a bucket, case-sensitive keys
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html"/>).
/// </summary>
static class S3Tags
{
    public const int PerObject = 10,
        PerBucket = 50;

    const int LongestKey = 128,
        LongestValue = 256;

    /// <summary>The tags of a document; null where it has none.</summary>
    public static IReadOnlyList<Tag>? Of(IReadOnlyList<Wire.S3.Tag> tags, int most) =>
        Checked([.. tags.Select(tag => new Tag(tag.Key, tag.Value))], most);

    /// <summary>
    /// The tags of a new bucket; null where it has none. Conditions on <c>aws:RequestTag</c> compare keys without case, so of two such keys
    /// a policy would see one: together they are refused.
    /// </summary>
    public static IReadOnlyList<Tag>? OfNewBucket(IReadOnlyList<Wire.S3.Tag> tags) =>
        Checked([.. Claimed(tags)], PerBucket, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<Wire.S3.Tag> Shape(IReadOnlyList<Tag>? tags) =>
        [.. (tags ?? []).Select(tag => new Wire.S3.Tag { Key = tag.Key, Value = tag.Value })];

    /// <summary>The tags of the header <c>x-amz-tagging</c>, written like a query string; null where there is none.</summary>
    public static IReadOnlyList<Tag>? OfHeader(string? header) => Checked(Read(header), PerObject);

    /// <summary>The same as far as the header is readable, for the decision; the errors follow after it.</summary>
    public static IReadOnlyList<Tag>? Claimed(string? header) => Read(header);

    public static IReadOnlyList<Tag> Claimed(IReadOnlyList<Wire.S3.Tag> tags) => [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];

    static List<Tag>? Read(string? header)
    {
        if (string.IsNullOrEmpty(header))
            return null;
        var tags = new List<Tag>();
        try
        {
            var pairs = QueryParameters.ParseUnique(header.AsSpan());
            foreach (var name in pairs.Names)
                tags.Add(new Tag(name, pairs.Find(Encoding.UTF8.GetBytes(name)) ?? ""));
        }
        catch (ApiException)
        {
            throw Errors
                .InvalidArgument(
                    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates."
                )
                .With(("ArgumentName", "x-amz-tagging"), ("ArgumentValue", header));
        }
        return tags;
    }

    static List<Tag>? Checked(List<Tag>? tags, int most, StringComparer? keys = null)
    {
        if (tags is null or [])
            return null;
        if (tags.Count > most)
            throw Errors.BadRequest(
                most == PerObject ? "Object tags cannot be greater than 10" : "Bucket tag count cannot be greater than 50"
            );
        var seen = new HashSet<string>(keys ?? StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Errors.InvalidTag("System tags cannot be added/updated by requester").With(("TagKey", key));
            if (key.Length is 0 or > LongestKey || !IsText(key))
                throw Errors.InvalidTag("The TagKey you have provided is invalid").With(("TagKey", key));
            if (value.Length > LongestValue || !IsText(value))
                throw Errors.InvalidTag("The TagValue you have provided is invalid").With(("TagKey", key), ("TagValue", value));
            if (!seen.Add(key))
                throw Errors.InvalidTag("Cannot provide multiple Tags with the same key").With(("TagKey", key));
        }
        return tags;
    }

    /// <summary>Letters, digits and blanks of any script, and <c>+ - = . _ : / @</c>.</summary>
    static bool IsText(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (
                !Rune.IsLetterOrDigit(rune)
                && Rune.GetUnicodeCategory(rune)
                    is not (
                        System.Globalization.UnicodeCategory.SpaceSeparator
                        or System.Globalization.UnicodeCategory.LetterNumber
                        or System.Globalization.UnicodeCategory.OtherNumber
                    )
                && !"+-=._:/@".Contains(rune.ToString(), StringComparison.Ordinal)
            )
                return false;
        return true;
    }
}
