namespace Mantle.Server.Accounts;

/// <summary>An S3 bucket as far as decisions need it; its objects are bulk data and live in the object store.</summary>
sealed record Bucket : Entity
{
    public override EntityKind Kind => EntityKind.Bucket;

    public override string Key => Name;

    public required string Name { get; init; }

    /// <summary>Names the bucket's objects in the object store; no other bucket ever has it.</summary>
    public required long Id { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset CreateDate { get; init; }
}
