using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Iam.Entities;

/// <summary>A server certificate. The upload checks its private key and does not store it.</summary>
[Entity(21)]
sealed record ServerCertificate : Entity
{
    public override string Key => Name;

    public required string Name { get; init; }

    public required string Path { get; init; }

    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset UploadDate { get; init; }

    public required DateTimeOffset Expiration { get; init; }

    public required string Body { get; init; }

    public string? Chain { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];
}
