namespace Mantle.Core.Catalog;

/// <summary>A service of the Service Authorization Reference.</summary>
/// <param name="Prefix">What its actions begin with, for example <c>s3</c>.</param>
/// <param name="Name">Its name, for example <c>Amazon S3</c>.</param>
/// <param name="HasResourceControlPolicies">Whether resource control policies apply to its resources.</param>
/// <param name="ConditionKeys">The condition keys it knows, global ones included where it documents them.</param>
public sealed record CatalogService(string Prefix, string Name, bool HasResourceControlPolicies, IReadOnlyList<string> ConditionKeys);

/// <summary>An action, with the resources it acts on and the condition keys that can be used with it.</summary>
/// <param name="Name">With its service, for example <c>s3:GetObject</c>.</param>
/// <param name="Level">What it does.</param>
/// <param name="Resources">The resource types it can be limited to; none means that only <c>*</c> works.</param>
/// <param name="ConditionKeys">Condition keys for it, whatever the resource.</param>
public sealed record CatalogAction(
    string Name,
    AccessLevel Level,
    IReadOnlyList<CatalogActionResource> Resources,
    IReadOnlyList<string> ConditionKeys
);

/// <summary>A resource type of an action.</summary>
/// <param name="Type">The type's name within its service, for example <c>object</c>.</param>
/// <param name="IsRequired">Whether a statement that limits resources has to name one of this type.</param>
/// <param name="ConditionKeys">Condition keys for the action on this type alone.</param>
public sealed record CatalogActionResource(string Type, bool IsRequired, IReadOnlyList<string> ConditionKeys);

/// <summary>A resource type.</summary>
/// <param name="Name">With its service, for example <c>s3:object</c>.</param>
/// <param name="Arn">Its ARN with placeholders, for example <c>arn:${Partition}:s3:::${BucketName}/${ObjectName}</c>.</param>
/// <param name="ConditionKeys">Condition keys of resources of this type.</param>
public sealed record CatalogResourceType(string Name, string Arn, IReadOnlyList<string> ConditionKeys);

/// <summary>A condition key of a service.</summary>
/// <param name="Name">Its name, with a placeholder where a part is free: <c>aws:ResourceTag/${TagKey}</c>.</param>
/// <param name="Type">The type of its values: <c>String</c>, <c>ARN</c>, <c>Bool</c>, <c>Numeric</c>, <c>Date</c>, <c>IPAddress</c>, and
/// <c>ArrayOf</c> these.</param>
public sealed record CatalogConditionKey(string Name, string Type);
