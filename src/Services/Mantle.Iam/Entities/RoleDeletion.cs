namespace Mantle.Iam.Entities;

/// <summary>The deletion of a service-linked role, stored so that its status can be read later.</summary>
[Entity(41)]
sealed record RoleDeletion : Entity
{
    public override string Key => TaskId;

    /// <summary>Such as <c>task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/1a2b…</c>.</summary>
    public required string TaskId { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Why the linked service did not let the role go; null where it is deleted.</summary>
    public string? FailureReason { get; init; }
}
