using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Wire.Eks;

namespace Mantle.Eks.PodIdentity;

/// <summary>
/// The tags of a new association (<see href="https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html"/>). Keys that differ in
/// case only are refused, as conditions would see one of them.
/// </summary>
static class AssociationTags
{
    const int Most = 50,
        LongestKey = 128,
        LongestValue = 256;

    /// <summary>The tags as conditions see them, before they are checked.</summary>
    public static IEnumerable<Tag> Of(IReadOnlyDictionary<string, string>? tags) =>
        tags?.Select(tag => new Tag(tag.Key, tag.Value ?? "")) ?? [];

    /// <exception cref="Wire.ApiException">InvalidParameterException.</exception>
    public static ImmutableArray<Tag> Checked(IReadOnlyDictionary<string, string>? tags)
    {
        ImmutableArray<Tag> made = [.. Of(tags)];
        if (made.Length > Most)
            throw Errors.InvalidParameterException($"An association has at most {Most} tags.");
        if (made.Select(tag => tag.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() < made.Length)
            throw Errors.InvalidParameterException("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        foreach (var (key, value) in made)
        {
            if (key.Length is 0 or > LongestKey || value.Length > LongestValue)
                throw Errors.InvalidParameterException($"A tag key has 1 to {LongestKey} characters, and a value at most {LongestValue}.");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Errors.InvalidParameterException("Tag keys and values beginning with 'aws:' are reserved for system use.");
        }
        return made;
    }
}
