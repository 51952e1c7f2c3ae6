using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>A customer managed policy with its versions, newest last.</summary>
[Entity(5, Bytes = 500)]
public sealed record ManagedPolicy : Entity
{
    public override string Key => Name;

    public required string Name { get; init; }

    public required string Path { get; init; }

    public required string Id { get; init; }

    public required string Arn { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required DateTimeOffset UpdateDate { get; init; }

    public required ImmutableArray<ManagedPolicyVersion> Versions { get; init; }

    public required int DefaultVersion { get; init; }

    /// <summary>Number of the next version; ids are never reused.</summary>
    public required int NextVersion { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];

    public override long FurtherBytes => Versions.Sum(version => 150L + version.Document.Bytes);

    [JsonIgnore]
    public ManagedPolicyVersion Default => FindVersion(DefaultVersion)!;

    public ManagedPolicyVersion? FindVersion(int number)
    {
        foreach (var version in Versions)
            if (version.Number == number)
                return version;
        return null;
    }
}

public sealed record ManagedPolicyVersion(int Number, PolicyText Document, DateTimeOffset CreateDate)
{
    [JsonIgnore]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"v{Number}");
}
