namespace Mantle.RolesAnywhere.Entities;

/// <summary>A certificate revocation list of a trust anchor.</summary>
[Entity(45)]
sealed record Crl : Resource, IResourceType
{
    static string IResourceType.Type => "crl";

    [JsonIgnore]
    public override long FurtherBytes => Data.Length * sizeof(char);

    public required string Name { get; init; }

    /// <summary>The list in PEM, as it was given.</summary>
    public required string Data { get; init; }

    public required string TrustAnchorArn { get; init; }
}
