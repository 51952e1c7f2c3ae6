using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>The credentials of a user besides its access keys.</summary>
public sealed record UserCredentials
{
    public static readonly UserCredentials None = new();

    public LoginProfile? LoginProfile { get; init; }

    public ImmutableArray<MfaDevice> MfaDevices { get; init; } = [];

    public ImmutableArray<SshPublicKey> SshPublicKeys { get; init; } = [];

    public ImmutableArray<SigningCertificate> SigningCertificates { get; init; } = [];

    public ImmutableArray<ServiceSpecificCredential> ServiceSpecificCredentials { get; init; } = [];

    /// <summary>What a user keeps of them: null where there are none.</summary>
    public static UserCredentials? Kept(UserCredentials credentials) =>
        credentials is { LoginProfile: null, MfaDevices: [], SshPublicKeys: [], SigningCertificates: [], ServiceSpecificCredentials: [] }
            ? null
            : credentials;
}

/// <summary>The console password of a user. Its hash is kept apart, sealed, under <see cref="SecretId"/>.</summary>
public sealed record LoginProfile(DateTimeOffset CreateDate, DateTimeOffset PasswordChanged, bool ResetRequired)
{
    /// <summary>What the password's hashes are kept under; a namesake recreated later has another id.</summary>
    public static string SecretId(User user) => $"password/{user.Id}";
}

/// <summary>An SSH public key for CodeCommit, as it was uploaded.</summary>
public sealed record SshPublicKey(string Id, DateTimeOffset UploadDate, bool Active, string Body, string Fingerprint);

/// <summary>An X.509 certificate that a user signs requests with.</summary>
/// <param name="Thumbprint">SHA-256 of the certificate, in hex: the same certificate belongs to one user of an account only.</param>
public sealed record SigningCertificate(string Id, DateTimeOffset UploadDate, bool Active, string Body, string Thumbprint)
{
    /// <summary>What <see cref="Account.OwnerOf"/> knows a certificate by; nothing else there contains a space.</summary>
    [JsonIgnore]
    public string UniqueKey => UniqueKeyOf(Thumbprint);

    public static string UniqueKeyOf(string thumbprint) => "certificate " + thumbprint;
}

/// <summary>A user name and password, or an API key, for one service. The secret part is kept apart, sealed, under its id.</summary>
/// <param name="PublicPart">The service user name, or an API key's alias; renaming the user leaves it as it is.</param>
public sealed record ServiceSpecificCredential(string Id, string ServiceName, DateTimeOffset CreateDate, bool Active, string PublicPart)
{
    /// <summary>When an API key expires; null when it does not.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }
}
