namespace Mantle.Policy;

/// <summary>The type of a condition key's values, as the Service Authorization Reference names it.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">
/// Actions, resources, and condition keys for AWS services</see>.
/// </remarks>
public enum ConditionKeyType
{
#pragma warning disable CA1720 // the name is AWS's own
    /// <summary>Text.</summary>
    String,
#pragma warning restore CA1720

    /// <summary>An ARN.</summary>
    Arn,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>An integer or decimal number.</summary>
    Numeric,

    /// <summary>A date, in ISO 8601 or seconds since 1970.</summary>
    Date,

    /// <summary>An IPv4 or IPv6 address.</summary>
    IpAddress,
}
