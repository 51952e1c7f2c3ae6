using System.Collections.Immutable;
using Mantle.Wire.Organizations;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Organizations;

/// <summary>
/// The rules for tags of organizations: at most 50, no <c>aws:</c> prefix, and no two keys that differ in case only, because conditions
/// compare keys without case.
/// </summary>
static class TagInput
{
    const int Most = 50;

    public static IReadOnlyList<Tag>? Of(IReadOnlyList<Wire.Organizations.Tag>? tags) =>
        tags is null ? null : [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];

    public static ImmutableArray<Tag> New(IReadOnlyList<Wire.Organizations.Tag>? tags) => tags is null ? [] : Add([], tags);

    /// <summary>The tags with others added; a new tag replaces one with the same key.</summary>
    public static ImmutableArray<Tag> Add(ImmutableArray<Tag> existing, IReadOnlyList<Wire.Organizations.Tag> added)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var tags = existing.ToBuilder();
        foreach (var tag in added)
        {
            var at = IndexOf(tags, tag.Key);
            if (!seen.Add(tag.Key) || (at >= 0 && tags[at].Key != tag.Key))
                throw Errors.InvalidInputException("You provided duplicate tag keys.", InvalidInputExceptionReason.DuplicateTagKey);
            RefuseReserved(tag.Key);
            if (tag.Value.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Errors.InvalidInputException(
                    "You specified a tag value that is reserved for system tags.",
                    InvalidInputExceptionReason.InvalidSystemTagsParameter
                );
            if (at < 0)
                tags.Add(new Tag(tag.Key, tag.Value));
            else
                tags[at] = new Tag(tag.Key, tag.Value);
        }
        return tags.Count > Most
            ? throw Errors.ConstraintViolationException(
                "You have exceeded the number of tags allowed on this resource.",
                ConstraintViolationExceptionReason.MaxTagLimitExceeded
            )
            : tags.ToImmutable();
    }

    public static ImmutableArray<Tag> Remove(ImmutableArray<Tag> existing, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
            RefuseReserved(key);
        return existing.RemoveAll(tag => keys.Contains(tag.Key));
    }

    static void RefuseReserved(string key)
    {
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            throw Errors.InvalidInputException(
                "You specified a tag key that is a system tag.",
                InvalidInputExceptionReason.InvalidSystemTagsParameter
            );
    }

    static int IndexOf(ImmutableArray<Tag>.Builder tags, string key)
    {
        for (var i = 0; i < tags.Count; i++)
            if (tags[i].Key.Equals(key, StringComparison.OrdinalIgnoreCase))
                return i;
        return -1;
    }
}
