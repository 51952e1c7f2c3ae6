using System.Collections.Immutable;
using Mantle.CloudTrail.Entities;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Selectors;

/// <summary>
/// The rules for advanced event selectors of trails
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html"/>).
/// </summary>
static class AdvancedSelectorRules
{
    const int MostValues = 500;

    /// <summary>The fields that a selector of a category can have.</summary>
    static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        [EventFields.Management] = [EventFields.Category, EventFields.ReadOnly, EventFields.Source],
        [EventFields.Data] =
        [
            EventFields.Category,
            EventFields.ReadOnly,
            EventFields.Source,
            EventFields.Name,
            EventFields.Type,
            EventFields.ResourceType,
            EventFields.ResourceArn,
            EventFields.IdentityArn,
            EventFields.FromConsole,
        ],
        [EventFields.NetworkActivity] =
        [
            EventFields.Category,
            EventFields.Source,
            EventFields.Name,
            EventFields.ErrorCode,
            EventFields.VpcEndpoint,
        ],
    };

    /// <summary>The fields that have the operator Equals only.</summary>
    static readonly string[] OnlyEqual = [EventFields.Category, EventFields.ReadOnly, EventFields.ResourceType, EventFields.ErrorCode];

    /// <exception cref="Wire.ApiException">InvalidEventSelectorsException.</exception>
    public static ImmutableArray<AdvancedSelector> Checked(IReadOnlyList<AdvancedEventSelector> selectors)
    {
        if (selectors.Count == 0)
            throw Invalid("You must specify at least one advanced event selector.");
        var chosen = selectors.Select(Checked).ToImmutableArray();
        return chosen.Sum(selector => selector.Fields.Sum(Values)) <= MostValues
            ? chosen
            : throw Invalid($"The number of conditions across all advanced event selectors cannot exceed {MostValues}.");
    }

    static AdvancedSelector Checked(AdvancedEventSelector selector)
    {
        var fields = selector.FieldSelectors.Select(Of).ToImmutableArray();
        if (fields.GroupBy(field => field.Field, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Invalid($"The field {twice.Key} is used more than once in an advanced event selector.");
        if (fields.FirstOrDefault(field => field.Field == EventFields.Category) is not { Equal: [var category] })
            throw Invalid("An advanced event selector must have the field eventCategory with one value for Equals.");
        if (!Fields.TryGetValue(category, out var allowed))
            throw Invalid($"Value {category} for eventCategory is invalid. Valid values are: {string.Join(", ", Fields.Keys)}");
        foreach (var field in fields)
            Check(field, category, allowed);
        if (category == EventFields.Data && fields.FirstOrDefault(field => field.Field == EventFields.ResourceType) is not { Equal: [_] })
            throw Invalid("A selector of data events must have the field resources.type with one value for Equals.");
        if (category == EventFields.NetworkActivity && fields.All(field => field.Field != EventFields.Source))
            throw Invalid("A selector of network activity events must have the field eventSource.");
        return new AdvancedSelector { Name = selector.Name, Fields = fields };
    }

    static void Check(FieldSelector field, string category, string[] allowed)
    {
        if (!allowed.Contains(field.Field))
            throw Invalid($"Field {field.Field} is not valid for eventCategory {category}. Valid fields are: {string.Join(", ", allowed)}");
        if (Values(field) == 0)
            throw Invalid($"The field {field.Field} must have at least one operator.");
        if (OnlyEqual.Contains(field.Field) && Values(field) > field.Equal.Length)
            throw Invalid($"The field {field.Field} supports only the operator Equals.");
        if (field.Field == EventFields.ReadOnly && field.Equal is not ["true"] and not ["false"])
            throw Invalid("The field readOnly must be true or false.");
        if (field.Field == EventFields.Source && category == EventFields.Management && field.StartsWith.Length + field.EndsWith.Length > 0)
            throw Invalid("The field eventSource of management events supports only the operators Equals and NotEquals.");
    }

    static int Values(FieldSelector field) =>
        field.Equal.Length
        + field.StartsWith.Length
        + field.EndsWith.Length
        + field.NotEqual.Length
        + field.NotStartsWith.Length
        + field.NotEndsWith.Length;

    static FieldSelector Of(AdvancedFieldSelector field) =>
        new()
        {
            Field = field.Field,
            Equal = [.. field.EqualsMember ?? []],
            StartsWith = [.. field.StartsWith ?? []],
            EndsWith = [.. field.EndsWith ?? []],
            NotEqual = [.. field.NotEquals ?? []],
            NotStartsWith = [.. field.NotStartsWith ?? []],
            NotEndsWith = [.. field.NotEndsWith ?? []],
        };

    static Wire.ApiException Invalid(string message) => Errors.InvalidEventSelectorsException(message);
}
