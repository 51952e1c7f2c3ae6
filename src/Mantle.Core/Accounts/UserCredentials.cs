using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>The credentials of a user other than access keys.</summary>
public sealed record UserCredentials
{
    public static readonly UserCredentials None = new();

    public LoginProfile? LoginProfile { get; init; }

    public ImmutableArray<MfaDevice> MfaDevices { get; init; } = [];

    public ImmutableArray<SshPublicKey> SshPublicKeys { get; init; } = [];

    public ImmutableArray<SigningCertificate> SigningCertificates { get; init; } = [];

    public ImmutableArray<ServiceSpecificCredential> ServiceSpecificCredentials { get; init; } = [];

    /// <summary>The value to store: null if the user has none of these credentials.</summary>
    public static UserCredentials? Kept(UserCredentials credentials) =>
        credentials is { LoginProfile: null, MfaDevices: [], SshPublicKeys: [], SigningCertificates: [], ServiceSpecificCredentials: [] }
            ? null
            : credentials;
}

/// <summary>The console password of a user. Its hashes are stored sealed under <see cref="SecretId"/>.</summary>
public sealed record LoginProfile(DateTimeOffset CreateDate, DateTimeOffset PasswordChanged, bool ResetRequired)
{
    /// <summary>The id under which the password's hashes are stored. A recreated user of the same name has a different one.</summary>
    public static string SecretId(User user) => $"password/{user.Id}";
}

/// <summary>An SSH public key for CodeCommit, as it was uploaded.</summary>
public sealed record SshPublicKey(string Id, DateTimeOffset UploadDate, bool Active, string Body, string Fingerprint);

/// <summary>An X.509 certificate that a user signs requests with.</summary>
/// <param name="Thumbprint">SHA-256 of the certificate, in hex. Within an account, one user only can have a certificate.</param>
public sealed record SigningCertificate(string Id, DateTimeOffset UploadDate, bool Active, string Body, string Thumbprint)
{
    /// <summary>
    /// The certificate's key for <see cref="Account.OwnerOf"/>. It contains a space, so it never equals an MFA serial number.
    /// </summary>
    [JsonIgnore]
    public string UniqueKey => UniqueKeyOf(Thumbprint);

    public static string UniqueKeyOf(string thumbprint) => "certificate " + thumbprint;
}

/// <summary>A user name and password, or an API key, for one service. The secret is stored sealed under its id.</summary>
/// <param name="PublicPart">The service user name, or an API key's alias. Renaming the user does not change it.</param>
public sealed record ServiceSpecificCredential(string Id, string ServiceName, DateTimeOffset CreateDate, bool Active, string PublicPart)
{
    /// <summary>When an API key expires; null when it does not.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }
}
