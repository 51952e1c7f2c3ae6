namespace Mantle.Core.Storage;

/// <summary>
/// What an event can be looked up by. The first eight are those of CloudTrail's LookupEvents
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupAttribute.html"/>); the rest are Mantle's own.
/// Values are compared exactly. The numbers are stored in indexes.
/// </summary>
public enum TrailAttribute : byte
{
    /// <summary>The event's id.</summary>
    EventId = 1,

    /// <summary>The operation, such as <c>AssumeRole</c>.</summary>
    EventName = 2,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    ReadOnly = 3,

    /// <summary>The user's name, the session name of a role, or <c>root</c>.</summary>
    Username = 4,

    /// <summary>A type as CloudFormation names it, such as <c>AWS::IAM::Role</c>.</summary>
    ResourceType = 5,

    /// <summary>The ARN or the name of a resource that the call names or creates.</summary>
    ResourceName = 6,

    /// <summary>The service, such as <c>sts.amazonaws.com</c>.</summary>
    EventSource = 7,

    /// <summary>The access key that signed the call.</summary>
    AccessKeyId = 8,

    /// <summary><c>Management</c> or <c>Data</c>.</summary>
    Category = 9,

    /// <summary>The ARN or the name of the user who called, without a role; <c>root</c> for the root user.</summary>
    User = 10,

    /// <summary>The ARN or the name of the role in whose session the call was made.</summary>
    Role = 11,

    /// <summary>The name of the session of a role or federated user.</summary>
    Session = 12,

    /// <summary>The error code.</summary>
    Error = 13,

    /// <summary><c>true</c> for a call that a policy denied, or would have denied if authorization were enforced.</summary>
    Denied = 14,

    /// <summary>The id under which a denial's reasons are found.</summary>
    AuthorizationId = 15,

    /// <summary>The unique id of the user or role; for the root user the account's id.</summary>
    PrincipalId = 16,

    /// <summary>The id that the events of one call in several accounts share.</summary>
    SharedEventId = 17,
}
