using System.Collections.Immutable;

namespace Mantle.RolesAnywhere.Entities;

/// <summary>Which roles certificates can have, and how much of them.</summary>
[Entity(44)]
sealed record Profile : Resource, IResourceType
{
    static string IResourceType.Type => "profile";

    [JsonIgnore]
    public override long FurtherBytes => ((SessionPolicy?.Length ?? 0) + RoleArns.Sum(arn => arn.Length)) * sizeof(char);

    public required string Name { get; init; }

    public required ImmutableArray<string> RoleArns { get; init; }

    /// <summary>ARNs of managed session policies.</summary>
    public ImmutableArray<string> ManagedPolicyArns { get; init; } = [];

    /// <summary>The inline session policy; null for none.</summary>
    public string? SessionPolicy { get; init; }

    /// <summary>The longest session, in seconds.</summary>
    public required int DurationSeconds { get; init; }

    public bool AcceptsSessionNames { get; init; }

    public bool RequiresInstanceProperties { get; init; }

    /// <summary>Which attributes of a certificate become session tags; a field without an entry gives none.</summary>
    public required ImmutableArray<FieldMapping> Mappings { get; init; }

    /// <summary>ARN of the identity that created it.</summary>
    public required string CreatedBy { get; init; }
}

/// <summary>Which attributes of one field of a certificate become session tags.</summary>
/// <param name="Field">x509Subject, x509Issuer or x509SAN.</param>
/// <param name="Specifiers">The attributes, such as <c>CN</c>; <c>*</c> for all.</param>
sealed record FieldMapping(string Field, ImmutableArray<string> Specifiers);
