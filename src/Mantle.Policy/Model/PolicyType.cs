namespace Mantle.Policy;

/// <summary>The use of a policy document. Each type has its own rules about which elements are allowed.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html">Policies and permissions in IAM</see>.
/// </remarks>
public enum PolicyType
{
    /// <summary>An inline policy of a user, group or role.</summary>
    Identity,

    /// <summary>A managed policy used as the permissions boundary of a user or role.</summary>
    PermissionsBoundary,

    /// <summary>Attached to a resource, such as a bucket, queue or key.</summary>
    Resource,

    /// <summary>The trust policy of a role (<c>AssumeRolePolicyDocument</c>).</summary>
    Trust,

    /// <summary>Passed when a session is created.</summary>
    Session,

    /// <summary>A service control policy of an organization.</summary>
    ServiceControl,

    /// <summary>A resource control policy of an organization.</summary>
    ResourceControl,

    /// <summary>The policy of a VPC endpoint.</summary>
    VpcEndpoint,

    /// <summary>A managed policy: as <see cref="Identity"/>, and its <c>Version</c> must be 2012-10-17.</summary>
    ManagedIdentity,
}
