using System.Collections.Immutable;
using Mantle.Wire.RolesAnywhere;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.RolesAnywhere.Resources;

/// <summary>The rules for tags of the service's resources: at most 200, and no <c>aws:</c> prefix.</summary>
static class TagInput
{
    const int Most = 200;

    public static IReadOnlyList<Tag>? Of(IReadOnlyList<Wire.RolesAnywhere.Tag>? tags) =>
        tags is null ? null : [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];

    public static ImmutableArray<Tag> New(IReadOnlyList<Wire.RolesAnywhere.Tag>? tags) => tags is null ? [] : Add([], tags);

    /// <summary>
    /// The tags with others added; a new tag replaces one with the same key. Conditions compare keys without case, so no resource has two
    /// keys that differ in case only.
    /// </summary>
    /// <exception cref="Wire.ApiException">ValidationException or TooManyTagsException.</exception>
    public static ImmutableArray<Tag> Add(ImmutableArray<Tag> existing, IReadOnlyList<Wire.RolesAnywhere.Tag> added)
    {
        var tags = existing.ToBuilder();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in added)
        {
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Errors.ValidationException("Tag keys beginning with 'aws:' are reserved for system use.");
            if (!seen.Add(tag.Key))
                throw Errors.ValidationException("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            for (var i = tags.Count - 1; i >= 0; i--)
                if (tags[i].Key.Equals(tag.Key, StringComparison.OrdinalIgnoreCase))
                    tags.RemoveAt(i);
            tags.Add(new Tag(tag.Key, tag.Value));
        }
        return tags.Count <= Most ? tags.ToImmutable() : throw Errors.TooManyTagsException($"A resource has at most {Most} tags.");
    }
}
