namespace Mantle.Cli.Workloads;

/// <summary>The role that the holder of a certificate wants, and where.</summary>
sealed record CertificateRoleRequest
{
    public required string TrustAnchorArn { get; init; }

    public required string ProfileArn { get; init; }

    public required string RoleArn { get; init; }

    /// <summary>The role session name; null for the certificate's serial number.</summary>
    public string? SessionName { get; init; }

    /// <summary>Length of a session, in seconds; null for the profile's.</summary>
    public int? Duration { get; init; }

    public required string Endpoint { get; init; }

    public required string Region { get; init; }

    /// <summary>The server's clock.</summary>
    public required TimeProvider Clock { get; init; }
}
