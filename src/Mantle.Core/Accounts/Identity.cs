using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>What users, groups and roles have in common: a name, a unique id, and identity policies.</summary>
public abstract record Identity : Entity
{
    public required string Name { get; init; }

    public required string Path { get; init; }

    /// <summary>The unique id (AIDA…, AGPA…, AROA…). A recreated identity of the same name gets a different one.</summary>
    public required string Id { get; init; }

    public required Arn Arn { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public ImmutableArray<InlinePolicy> InlinePolicies { get; init; } = [];

    /// <summary>ARNs of the attached managed policies, AWS's and the account's own.</summary>
    public ImmutableArray<string> AttachedPolicies { get; init; } = [];

    public override string Key => Name;

    /// <summary><c>User</c>, <c>Group</c> or <c>Role</c>.</summary>
    [JsonIgnore]
    public string TypeName => EntityType.Of(this).Type.Name;

    public override long FurtherBytes => (8 * AttachedPolicies.Length) + InlinePolicies.Sum(policy => PartBytes + policy.Document.Bytes);

    /// <summary>
    /// Estimated size in memory, in bytes, of a small part of an identity: an access key, a tag, an inline policy without its document.
    /// </summary>
    protected const long PartBytes = 150;

    public InlinePolicy? FindInlinePolicy(string name)
    {
        foreach (var policy in InlinePolicies)
            if (policy.Name == name)
                return policy;
        return null;
    }
}

public sealed record InlinePolicy(string Name, PolicyText Document);

/// <summary>A user or role: an identity that can act, can have tags and can have a permissions boundary.</summary>
public abstract record ActingIdentity : Identity
{
    public ImmutableArray<Tag> Tags { get; init; } = [];

    /// <summary>ARN of the managed policy that is the permissions boundary; null if there is none.</summary>
    public string? PermissionsBoundary { get; init; }

    public override long FurtherBytes => base.FurtherBytes + (PartBytes * Tags.Length);
}

[Entity(3, Bytes = 800)]
public sealed record Group : Identity;

[Entity(2, Bytes = 800)]
public sealed record User : ActingIdentity
{
    public ImmutableArray<AccessKey> AccessKeys { get; init; } = [];

    /// <summary>Names of the groups the user is in.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    public DateTimeOffset? PasswordLastUsed { get; init; }

    /// <summary>The user's credentials other than access keys; null for the many users that have none.</summary>
    public UserCredentials? Credentials { get; init; }

    [JsonIgnore]
    public LoginProfile? LoginProfile
    {
        get => Credentials?.LoginProfile;
        init => Credentials = UserCredentials.Kept(FurtherCredentials with { LoginProfile = value });
    }

    [JsonIgnore]
    public ImmutableArray<MfaDevice> MfaDevices
    {
        get => FurtherCredentials.MfaDevices;
        init => Credentials = UserCredentials.Kept(FurtherCredentials with { MfaDevices = value });
    }

    [JsonIgnore]
    public ImmutableArray<SshPublicKey> SshPublicKeys
    {
        get => FurtherCredentials.SshPublicKeys;
        init => Credentials = UserCredentials.Kept(FurtherCredentials with { SshPublicKeys = value });
    }

    [JsonIgnore]
    public ImmutableArray<SigningCertificate> SigningCertificates
    {
        get => FurtherCredentials.SigningCertificates;
        init => Credentials = UserCredentials.Kept(FurtherCredentials with { SigningCertificates = value });
    }

    [JsonIgnore]
    public ImmutableArray<ServiceSpecificCredential> ServiceSpecificCredentials
    {
        get => FurtherCredentials.ServiceSpecificCredentials;
        init => Credentials = UserCredentials.Kept(FurtherCredentials with { ServiceSpecificCredentials = value });
    }

    UserCredentials FurtherCredentials => Credentials ?? UserCredentials.None;

    public override long FurtherBytes => base.FurtherBytes + (PartBytes * AccessKeys.Length) + (Credentials is null ? 0 : 1_000);
}

[Entity(4)]
public sealed record Role : ActingIdentity
{
    public string? Description { get; init; }

    /// <summary>Longest session, in seconds: 3600 to 43200.</summary>
    public int MaxSessionDuration { get; init; } = 3600;

    public required TrustPolicy Trust { get; init; }

    /// <summary>Whether this is a service-linked role. Service control policies do not restrict it.</summary>
    [JsonIgnore]
    public bool IsServiceLinked => LinkedService is not null;

    /// <summary>The service principal of a service-linked role; null for other roles.</summary>
    public string? LinkedService { get; init; }

    public override long FurtherBytes => base.FurtherBytes + Trust.Document.Bytes;
}
