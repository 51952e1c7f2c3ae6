namespace Mantle.Core.Catalog;

/// <summary>An AWS managed policy in its default version. Its document is read only when it is used.</summary>
public sealed class AwsManagedPolicy
{
    readonly SortedLines.Line line;

    internal AwsManagedPolicy(SortedLines.Line line)
    {
        this.line = line;
        Name = line.Field(0);
        Path = line.Field(1);
        Arn = string.Concat(AwsManagedPolicies.ArnPrefix, Path.AsSpan(1), Name);
    }

    public string Arn { get; }

    public string Name { get; }

    public string Path { get; }

    /// <summary>Derived from the ARN, because AWS does not publish its own id. It is the same on every server.</summary>
    public string Id => line.Field(2);

    /// <summary>The default version. No other version is kept.</summary>
    public string VersionId => line.Field(3);

    public DateTimeOffset CreateDate => Date(4);

    /// <summary>When the default version was created.</summary>
    public DateTimeOffset UpdateDate => Date(5);

    public string Document => line.Field(6);

    DateTimeOffset Date(int field) =>
        DateTimeOffset.ParseExact(
            line.Field(field),
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );
}
