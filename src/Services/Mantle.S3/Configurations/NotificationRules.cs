using System.Security.Cryptography;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

/// <summary>
/// The rules for notification configurations, and S3's form of them in answers: each one has an id, and filter names are capitalized.
/// </summary>
static class NotificationRules
{
    public static bool IsEmpty(NotificationConfiguration value) =>
        value.EventBridgeConfiguration is null
        && value
            is {
                LambdaFunctionConfigurations: null or { Count: 0 },
                QueueConfigurations: null or { Count: 0 },
                TopicConfigurations: null or { Count: 0 }
            };

    public static NotificationConfiguration Checked(NotificationConfiguration value) =>
        value with
        {
            LambdaFunctionConfigurations = value
                .LambdaFunctionConfigurations?.Select(item =>
                    item with
                    {
                        Id = IdOf(item.Id),
                        Filter = FilterOf(item.Filter),
                        LambdaFunctionArn = ArnOf(item.LambdaFunctionArn, "lambda"),
                    }
                )
                .ToList(),
            QueueConfigurations = value
                .QueueConfigurations?.Select(item =>
                    item with
                    {
                        Id = IdOf(item.Id),
                        Filter = FilterOf(item.Filter),
                        QueueArn = ArnOf(item.QueueArn, "sqs"),
                    }
                )
                .ToList(),
            TopicConfigurations = value
                .TopicConfigurations?.Select(item =>
                    item with
                    {
                        Id = IdOf(item.Id),
                        Filter = FilterOf(item.Filter),
                        TopicArn = ArnOf(item.TopicArn, "sns"),
                    }
                )
                .ToList(),
        };

    static string IdOf(string? id) => id is { Length: > 0 } ? id : Convert.ToBase64String(RandomNumberGenerator.GetBytes(36));

    static string ArnOf(string arn, string service) =>
        arn.Split(':') is ["arn", _, var named, _, _, _, ..] && named == service
            ? arn
            : throw Errors.InvalidArgument("The ARN could not be parsed").With(("ArgumentName", "Notification"), ("ArgumentValue", arn));

    static NotificationConfigurationFilter? FilterOf(NotificationConfigurationFilter? filter) =>
        filter?.Key?.FilterRules is { } rules
            ? filter with
            {
                Key = filter.Key with { FilterRules = [.. rules.Select(rule => rule with { Name = NameOf(rule.Name) })] },
            }
            : filter;

    static string NameOf(string? name) =>
        name?.ToUpperInvariant() switch
        {
            "PREFIX" => "Prefix",
            "SUFFIX" => "Suffix",
            _ => throw Errors
                .InvalidArgument("filter rule name must be either prefix or suffix")
                .With(("ArgumentName", "FilterRule.Name"), ("ArgumentValue", name ?? "")),
        };
}
