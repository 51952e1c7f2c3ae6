using System.Collections.Immutable;
using Mantle.CloudTrail.Entities;
using Mantle.Core.Naming;

namespace Mantle.CloudTrail.Selectors;

/// <summary>
/// Which events a trail delivers: those of its Regions that a selector selects
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html"/>).
/// </summary>
sealed class EventFilter(Trail trail)
{
    /// <summary>The services whose events a trail can leave out as those of global services.</summary>
    static readonly string[] GlobalSources =
    [
        "cloudfront.amazonaws.com",
        "iam.amazonaws.com",
        "organizations.amazonaws.com",
        "route53.amazonaws.com",
        "sts.amazonaws.com",
    ];

    readonly ImmutableArray<BasicSelector> basic = SelectorAnswers.BasicOf(trail);

    /// <summary>Whether the trail delivers an event.</summary>
    public bool Selects(SelectableEvent e) =>
        (trail.IsMultiRegion || e.Region == trail.HomeRegion)
        && (trail.HasGlobalEvents || e.Region != RegionName.Global || !GlobalSources.Contains(e.Source))
        && (
            trail.AdvancedSelectors.IsEmpty
                ? basic.Any(selector => Matches(selector, e))
                : trail.AdvancedSelectors.Any(selector => Matches(selector, e))
        );

    static bool Matches(BasicSelector selector, SelectableEvent e)
    {
        if (selector.ReadWriteType is not "All" && (selector.ReadWriteType is "ReadOnly") != e.IsRead)
            return false;
        return e.IsManagement
            ? selector.HasManagementEvents && !selector.ExcludedSources.Contains(e.Source)
            : selector.Data.Any(data => Matches(data, e));
    }

    /// <summary>An event on a bucket is one on all of its objects: it has no key that a longer value could begin with.</summary>
    static bool Matches(DataSelector data, SelectableEvent e) =>
        e.Resources.Any(resource =>
            data.Values.Any(value =>
                resource.Type == data.Type ? resource.Arn.StartsWith(value, StringComparison.Ordinal)
                : data.Type == "AWS::S3::Object" && resource.Type == "AWS::S3::Bucket"
                    ? e.Resources.All(other => other.Type != data.Type) && $"{resource.Arn}/".StartsWith(value, StringComparison.Ordinal)
                : false
            )
        );

    static bool Matches(AdvancedSelector selector, SelectableEvent e)
    {
        var type = selector.Fields.FirstOrDefault(field => field.Field == EventFields.ResourceType)?.Equal[0];
        foreach (var field in selector.Fields)
        {
            var matches = field.Field switch
            {
                EventFields.ResourceType => e.Resources.Any(resource => IsOf(resource, type!, e)),
                EventFields.ResourceArn => e.Resources.Any(resource => IsOf(resource, type!, e) && Matches(field, resource.Arn)),
                _ => Matches(field, e.Field(field.Field)),
            };
            if (!matches)
                return false;
        }
        return true;
    }

    /// <summary>Whether a resource is of a type. A bucket counts as its objects in an event without one.</summary>
    static bool IsOf((string Type, string Arn) resource, string type, SelectableEvent e) =>
        resource.Type == type
        || (type == "AWS::S3::Object" && resource.Type == "AWS::S3::Bucket" && e.Resources.All(other => other.Type != "AWS::S3::Object"));

    /// <summary>One of the positive operators' values must match, and none of the negative ones'.</summary>
    static bool Matches(FieldSelector field, string? value)
    {
        var hasPositive = field.Equal.Length + field.StartsWith.Length + field.EndsWith.Length > 0;
        if (value is null)
            return !hasPositive;
        return (!hasPositive || MatchesAny(value, field.Equal, field.StartsWith, field.EndsWith))
            && !MatchesAny(value, field.NotEqual, field.NotStartsWith, field.NotEndsWith);
    }

    static bool MatchesAny(string value, ImmutableArray<string> equal, ImmutableArray<string> starts, ImmutableArray<string> ends) =>
        equal.Contains(value)
        || starts.Any(start => value.StartsWith(start, StringComparison.Ordinal))
        || ends.Any(end => value.EndsWith(end, StringComparison.Ordinal));
}
