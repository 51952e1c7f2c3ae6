using System.Collections.Immutable;
using Mantle.CloudTrail.Entities;
using Mantle.Wire.CloudTrail;
using Trail = Mantle.CloudTrail.Entities.Trail;

namespace Mantle.CloudTrail.Selectors;

/// <summary>Event selectors as the API shows them.</summary>
static class SelectorAnswers
{
    /// <summary>The basic selectors; null for a trail with advanced ones. A trail without any selects all management events.</summary>
    public static IReadOnlyList<EventSelector>? Basic(Trail trail) =>
        !trail.AdvancedSelectors.IsEmpty
            ? null
            :
            [
                .. BasicOf(trail)
                    .Select(selector => new EventSelector
                    {
                        ReadWriteType = selector.ReadWriteType,
                        IncludeManagementEvents = selector.HasManagementEvents,
                        DataResources = [.. selector.Data.Select(data => new DataResource { Type = data.Type, Values = data.Values })],
                        ExcludeManagementEventSources = selector.ExcludedSources,
                    }),
            ];

    /// <summary>The basic selectors of a trail without advanced ones.</summary>
    public static ImmutableArray<BasicSelector> BasicOf(Trail trail) =>
        trail.Selectors.IsEmpty ? [new BasicSelector { HasManagementEvents = true }] : trail.Selectors;

    /// <summary>The advanced selectors; null for a trail without.</summary>
    public static IReadOnlyList<AdvancedEventSelector>? Advanced(Trail trail) =>
        trail.AdvancedSelectors.IsEmpty
            ? null
            :
            [
                .. trail.AdvancedSelectors.Select(selector => new AdvancedEventSelector
                {
                    Name = selector.Name,
                    FieldSelectors = [.. selector.Fields.Select(Field)],
                }),
            ];

    static AdvancedFieldSelector Field(FieldSelector field) =>
        new()
        {
            Field = field.Field,
            EqualsMember = Values(field.Equal),
            StartsWith = Values(field.StartsWith),
            EndsWith = Values(field.EndsWith),
            NotEquals = Values(field.NotEqual),
            NotStartsWith = Values(field.NotStartsWith),
            NotEndsWith = Values(field.NotEndsWith),
        };

    static List<string>? Values(ImmutableArray<string> values) => values.IsEmpty ? null : [.. values];
}
