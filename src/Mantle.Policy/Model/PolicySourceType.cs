namespace Mantle.Policy;

/// <summary>Where a policy comes from, as the simulator's <c>SourcePolicyType</c>.</summary>
public enum PolicySourceType
{
    /// <summary>Not attached anywhere: the input of SimulateCustomPolicy (<c>none</c>).</summary>
    None,

    /// <summary>An inline policy of a user (<c>user</c>).</summary>
    User,

    /// <summary>An inline policy of a group (<c>group</c>).</summary>
    Group,

    /// <summary>An inline policy of a role (<c>role</c>).</summary>
    Role,

    /// <summary>A managed policy of AWS (<c>aws-managed</c>).</summary>
    AwsManaged,

    /// <summary>A customer managed policy (<c>user-managed</c>).</summary>
    UserManaged,

    /// <summary>A resource-based policy (<c>resource</c>).</summary>
    Resource,
}
