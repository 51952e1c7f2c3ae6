namespace Mantle.Core.Catalog;

/// <summary>A service of the Service Authorization Reference.</summary>
/// <param name="Prefix">The prefix of its actions, for example <c>s3</c>.</param>
/// <param name="Name">Its name, for example <c>Amazon S3</c>.</param>
/// <param name="HasResourceControlPolicies">Whether it supports resource control policies.</param>
/// <param name="ConditionKeys">Its condition keys, and the global ones that its page lists.</param>
public sealed record CatalogService(string Prefix, string Name, bool HasResourceControlPolicies, IReadOnlyList<string> ConditionKeys);

/// <summary>An action, with its resource types and condition keys.</summary>
/// <param name="Name">With its service, for example <c>s3:GetObject</c>.</param>
/// <param name="Level">Its access level.</param>
/// <param name="Resources">The resource types of its statements; none means that only <c>*</c> is valid.</param>
/// <param name="ConditionKeys">Condition keys that apply to every resource type.</param>
public sealed record CatalogAction(
    string Name,
    AccessLevel Level,
    IReadOnlyList<CatalogActionResource> Resources,
    IReadOnlyList<string> ConditionKeys
);

/// <summary>A resource type of an action.</summary>
/// <param name="Type">The type's name within its service, for example <c>object</c>.</param>
/// <param name="IsRequired">Whether a statement that restricts resources has to name one of this type.</param>
/// <param name="ConditionKeys">Condition keys that apply to this type only.</param>
public sealed record CatalogActionResource(string Type, bool IsRequired, IReadOnlyList<string> ConditionKeys);

/// <summary>A resource type.</summary>
/// <param name="Name">With its service, for example <c>s3:object</c>.</param>
/// <param name="Arn">Its ARN with placeholders, for example <c>arn:${Partition}:s3:::${BucketName}/${ObjectName}</c>.</param>
/// <param name="ConditionKeys">Condition keys of resources of this type.</param>
public sealed record CatalogResourceType(string Name, string Arn, IReadOnlyList<string> ConditionKeys);

/// <summary>A condition key of a service.</summary>
/// <param name="Name">Its name, with a placeholder for a variable part: <c>aws:ResourceTag/${TagKey}</c>.</param>
/// <param name="Type">The type of its values: <c>String</c>, <c>ARN</c>, <c>Bool</c>, <c>Numeric</c>, <c>Date</c>, <c>IPAddress</c>, and
/// <c>ArrayOf</c> these.</param>
public sealed record CatalogConditionKey(string Name, string Type);
