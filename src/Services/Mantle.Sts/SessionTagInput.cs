using System.Collections.Immutable;
using Mantle.Core.Authentication;
using Mantle.Wire;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Sts;

/// <summary>
/// Session tags (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"/>): keys ignore case, and transitive
/// tags pass to the next sessions of a role chain.
/// </summary>
static class SessionTagInput
{
    public static IReadOnlyList<Tag>? Of(IReadOnlyList<Wire.Sts.Tag>? tags) =>
        tags is null ? null : [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];

    /// <summary>The tags of a new session: those of the request, and the transitive ones of the caller's session.</summary>
    public static (ImmutableArray<Tag> Tags, ImmutableArray<string> Transitive) Merge(
        IReadOnlyList<Wire.Sts.Tag>? passed,
        IReadOnlyList<string>? transitiveKeys,
        Session? caller
    )
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var tags = ImmutableArray.CreateBuilder<Tag>();
        foreach (var tag in passed ?? [])
        {
            if (!keys.Add(tag.Key))
                throw CommonErrors.InvalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw CommonErrors.InvalidParameterValue("Tag keys beginning with 'aws:' are reserved for system use.");
            if (tag.Value.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw CommonErrors.InvalidParameterValue("Tag values beginning with 'aws:' are reserved for system use.");
            tags.Add(new Tag(tag.Key, tag.Value));
        }
        var transitive = ImmutableArray.CreateBuilder<string>();
        foreach (var key in transitiveKeys ?? [])
        {
            if (!keys.Contains(key))
                throw CommonErrors.InvalidParameterValue("The specified transitive tag key must be included in the requested tags.");
            transitive.Add(key);
        }
        if (caller is null)
            return (tags.ToImmutable(), transitive.ToImmutable());
        foreach (var tag in caller.Tags)
        {
            if (!caller.TransitiveTagKeys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase))
                continue;
            if (!keys.Add(tag.Key))
                throw CommonErrors.InvalidParameterValue(
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from "
                        + "the calling session."
                );
            tags.Add(tag);
            transitive.Add(tag.Key);
        }
        return (tags.ToImmutable(), transitive.ToImmutable());
    }
}
