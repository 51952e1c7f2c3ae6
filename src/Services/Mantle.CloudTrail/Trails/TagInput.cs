using System.Collections.Immutable;
using Mantle.Wire.CloudTrail;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.CloudTrail.Trails;

/// <summary>
/// The rules for tags: at most 50, no reserved prefix, no key twice
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AddTags.html"/>).
/// </summary>
static class TagInput
{
    const int Most = 50,
        LongestKey = 128,
        LongestValue = 256;

    public static IReadOnlyList<Tag>? Of(IReadOnlyList<Wire.CloudTrail.Tag>? tags) =>
        tags is null ? null : [.. tags.Select(tag => new Tag(tag.Key, tag.Value ?? ""))];

    public static ImmutableArray<Tag> New(IReadOnlyList<Wire.CloudTrail.Tag>? tags) => tags is null ? [] : Add([], tags);

    /// <summary>The tags with others added; a new tag replaces one with the same key.</summary>
    public static ImmutableArray<Tag> Add(ImmutableArray<Tag> existing, IReadOnlyList<Wire.CloudTrail.Tag> added)
    {
        var tags = existing;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in Of(added)!)
        {
            if (tag.Key.Length is 0 or > LongestKey)
                throw Errors.InvalidTagParameterException($"Tag key must be between 1 and {LongestKey} characters.");
            if (tag.Value.Length > LongestValue)
                throw Errors.InvalidTagParameterException($"Tag value must be no more than {LongestValue} characters.");
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Errors.InvalidTagParameterException($"Tag key {tag.Key} is reserved: it begins with aws:.");
            if (!seen.Add(tag.Key))
                throw Errors.InvalidTagParameterException($"Tag keys must be unique. Duplicate key: {tag.Key}");
            tags = tags.RemoveAll(old => old.Key.Equals(tag.Key, StringComparison.OrdinalIgnoreCase)).Add(tag);
        }
        return tags.Length <= Most
            ? tags
            : throw Errors.TagsLimitExceededException(
                $"The number of tags per trail has exceeded the permitted amount. The limit is {Most}."
            );
    }

    /// <summary>The tags without others. A tag with a value is removed only if it has this value.</summary>
    public static ImmutableArray<Tag> Remove(ImmutableArray<Tag> existing, IReadOnlyList<Wire.CloudTrail.Tag> removed) =>
        existing.RemoveAll(tag => removed.Any(given => given.Key == tag.Key && (given.Value is null || given.Value == tag.Value)));
}
