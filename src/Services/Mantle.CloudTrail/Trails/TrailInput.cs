using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

/// <summary>The rules for the settings of a trail. An empty text is none.</summary>
static class TrailInput
{
    public static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>The prefix without the slash that CloudTrail adds itself.</summary>
    public static string? Prefix(string? value) => Text(value?.TrimEnd('/'));

    /// <summary>Refuses what needs a service that is not here: a topic, a log group, a KMS key.</summary>
    /// <exception cref="Wire.ApiException">The error of AWS for a topic, log group or key that does not exist.</exception>
    public static void RefuseFurtherServices(string? topic, string? logGroup, string? logRole, string? kmsKey)
    {
        if (Text(topic) is not null)
            throw Errors.InsufficientSnsTopicPolicyException("SNS Topic does not exist or the topic policy is incorrect!");
        if (Text(logGroup) is not null)
            throw Errors.InvalidCloudWatchLogsLogGroupArnException("CloudTrail cannot validate the specified log group ARN.");
        if (Text(logRole) is not null)
            throw Errors.InvalidCloudWatchLogsLogGroupArnException("You must specify a log group as well as a role ARN.");
        if (Text(kmsKey) is { } key)
            throw Errors.KmsKeyNotFoundException($"KMS key {key} does not exist.");
    }

    /// <exception cref="Wire.ApiException">InvalidParameterCombinationException.</exception>
    public static void CheckGlobalEvents(bool isMultiRegion, bool hasGlobalEvents)
    {
        if (isMultiRegion && !hasGlobalEvents)
            throw Errors.InvalidParameterCombinationException("Multi-Region trail must include global service events.");
    }
}
