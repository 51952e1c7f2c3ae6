namespace Mantle.CloudTrail.Entities;

/// <summary>
/// A key that signs digest files. All accounts share it, as at AWS, and the management account keeps it. The private key is a sealed
/// secret with the id <see cref="SecretId"/>, which is removed when a newer key signs.
/// </summary>
[Entity(72)]
sealed record DigestKey : Entity
{
    public override string Key => Fingerprint;

    /// <summary>MD5 of <see cref="PublicKey"/>, in hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The public key in PKCS #1 format (DER), in base64.</summary>
    public required string PublicKey { get; init; }

    /// <summary>From when to when it signs.</summary>
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public string SecretId => $"cloudtrail-digest/{Fingerprint}";
}
