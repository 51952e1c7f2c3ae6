namespace Mantle.Policy;

/// <summary>The origin of a policy, as in the simulator's <c>SourcePolicyType</c>.</summary>
public enum PolicySourceType
{
    /// <summary>Not attached: the input of SimulateCustomPolicy (<c>none</c>).</summary>
    None,

    /// <summary>An inline policy of a user (<c>user</c>).</summary>
    User,

    /// <summary>An inline policy of a group (<c>group</c>).</summary>
    Group,

    /// <summary>An inline policy of a role (<c>role</c>).</summary>
    Role,

    /// <summary>An AWS managed policy (<c>aws-managed</c>).</summary>
    AwsManaged,

    /// <summary>A customer managed policy (<c>user-managed</c>).</summary>
    UserManaged,

    /// <summary>A resource-based policy (<c>resource</c>).</summary>
    Resource,
}
