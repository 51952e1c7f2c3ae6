using System.Collections.Immutable;
using Mantle.CloudTrail.Entities;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Selectors;

/// <summary>
/// The rules for basic event selectors
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html"/>).
/// </summary>
static class BasicSelectorRules
{
    const int MostSelectors = 5,
        MostValues = 250;

    static readonly string[] Types = ["AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::S3::Object"];

    /// <summary>The services whose management events are so many that they can be left out.</summary>
    static readonly string[] Excludable = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];

    /// <exception cref="Wire.ApiException">InvalidEventSelectorsException.</exception>
    public static ImmutableArray<BasicSelector> Checked(IReadOnlyList<EventSelector> selectors)
    {
        if (selectors.Count is 0 or > MostSelectors)
            throw Invalid($"The number of event selectors must be between 1 and {MostSelectors}.");
        if (selectors.Sum(selector => selector.DataResources?.Sum(data => data.Values?.Count ?? 0) ?? 0) > MostValues)
            throw Invalid($"The number of data resources across all event selectors cannot exceed {MostValues}.");
        return [.. selectors.Select(Checked)];
    }

    static BasicSelector Checked(EventSelector selector) =>
        new()
        {
            ReadWriteType = selector.ReadWriteType ?? "All",
            HasManagementEvents = selector.IncludeManagementEvents != false,
            Data = [.. (selector.DataResources ?? []).Select(Checked)],
            ExcludedSources = [.. (selector.ExcludeManagementEventSources ?? []).Select(CheckedSource)],
        };

    static DataSelector Checked(DataResource data)
    {
        if (!Types.Contains(data.Type))
            throw Invalid($"Value {data.Type} for DataResources.Type is invalid. Valid values are: {string.Join(", ", Types)}");
        foreach (var value in data.Values ?? [])
            if (!IsValid(data.Type!, value))
                throw Invalid($"Value {value} for DataResources.Values is invalid.");
        return new DataSelector(data.Type!, [.. data.Values ?? []]);
    }

    /// <summary>Whether it is the ARN of all resources, or of one: of a bucket or the beginning of its keys, a function, a table.</summary>
    static bool IsValid(string type, string value)
    {
        if (value.Contains('*', StringComparison.Ordinal))
            return false;
        switch (type)
        {
            case "AWS::S3::Object":
                return value is "arn:aws:s3" or "arn:aws:s3:::"
                    || (Arn.TryParse(value, out var bucket) && bucket.Service is "s3" && bucket.Resource.IndexOf('/') > 0);
            case "AWS::Lambda::Function":
                return value is "arn:aws:lambda"
                    || (Arn.TryParse(value, out var function) && function.Service is "lambda" && function.Resource.StartsWith("function:"));
            default:
                return value is "arn:aws:dynamodb"
                    || (Arn.TryParse(value, out var table) && table.Service is "dynamodb" && table.Resource.StartsWith("table/"));
        }
    }

    static string CheckedSource(string source) =>
        Excludable.Contains(source)
            ? source
            : throw Invalid(
                $"Value {source} for ExcludeManagementEventSources is invalid. Valid values are: {string.Join(", ", Excludable)}"
            );

    static Wire.ApiException Invalid(string message) => Errors.InvalidEventSelectorsException(message);
}
