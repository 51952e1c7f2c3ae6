using System.Collections.Immutable;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Iam;

/// <summary>
/// The rules for tags (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html"/>): at most 50, no <c>aws:</c> prefix. Tag
/// keys of users and roles ignore case, those of other resources do not. Conditions compare every key without case, so no resource may have
/// two keys that differ in case only: it would not be clear which of the two a condition reads.
/// </summary>
static class TagInput
{
    public static ImmutableArray<Tag> New(IReadOnlyList<Wire.Iam.Tag>? tags, StringComparer keys) =>
        tags is null ? [] : Add([], tags, keys);

    public static IReadOnlyList<Tag>? Of(IReadOnlyList<Wire.Iam.Tag>? tags) =>
        tags is null ? null : [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];

    /// <summary>Creating an entity with tags also needs the permission to tag it.</summary>
    public static IReadOnlyList<Access> Needs(IReadOnlyList<Wire.Iam.Tag>? tags, ActionName action, ResourceName newArn) =>
        tags is { Count: > 0 } ? [new Access(action, newArn) { RequestTags = Of(tags) }] : [];

    /// <summary>A page of tags, sorted by key as AWS sorts them.</summary>
    public static Page<Tag> List(ImmutableArray<Tag> tags, string? marker, int? maxItems) =>
        Page.Sorted(tags, tag => tag.Key, StringComparer.Ordinal, marker, maxItems);

    /// <summary>The tags with others added; a new tag replaces one with the same key.</summary>
    public static ImmutableArray<Tag> Add(ImmutableArray<Tag> existing, IReadOnlyList<Wire.Iam.Tag> added, StringComparer keys)
    {
        var (seen, alike) = (new HashSet<string>(keys), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        var tags = existing.ToBuilder();
        foreach (var tag in added)
        {
            if (!seen.Add(tag.Key) && ReferenceEquals(keys, StringComparer.Ordinal))
                throw Errors.InvalidInput("Duplicate tag keys found.");
            var at = IndexOf(tags, tag.Key, keys);
            if (!alike.Add(tag.Key) || (at < 0 && IndexOf(tags, tag.Key, StringComparer.OrdinalIgnoreCase) >= 0))
                throw Errors.InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Errors.InvalidInput("Tag keys beginning with 'aws:' are reserved for system use.");
            if (tag.Value.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Errors.InvalidInput("Tag values beginning with 'aws:' are reserved for system use.");
            if (at < 0)
                tags.Add(new Tag(tag.Key, tag.Value));
            else
                tags[at] = new Tag(tag.Key, tag.Value);
        }
        return tags.Count <= Quota.Tags
            ? tags.ToImmutable()
            : throw Errors.LimitExceeded("The number of tags has reached the maximum limit.");
    }

    public static ImmutableArray<Tag> Remove(ImmutableArray<Tag> existing, IReadOnlyList<string> removed, StringComparer keys) =>
        [.. existing.Where(tag => !removed.Contains(tag.Key, keys))];

    static int IndexOf(ImmutableArray<Tag>.Builder tags, string key, StringComparer keys)
    {
        for (var i = 0; i < tags.Count; i++)
            if (keys.Equals(tags[i].Key, key))
                return i;
        return -1;
    }
}
