using Mantle.Wire;

namespace Mantle.Core.Authorization;

/// <summary>
/// What sets the calls of a service apart where the core decides and records them. A service overrides what is particular to it.
/// </summary>
public class ServiceTraits
{
    /// <summary>Nothing is particular.</summary>
    public static ServiceTraits Usual { get; } = new();

    /// <summary>
    /// What a denial calls the resource; null where it names none
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"/>).
    /// </summary>
    public virtual string? ShownResource(Access access) => access.ShownResource ?? access.Resource.ToString();

    /// <summary>The service's own key for the tags of a resource, such as <c>iam:ResourceTag</c>; null where it has none.</summary>
    public virtual string? ResourceTagKey => null;

    /// <summary>Refuses what the caller's kind of session cannot call, whatever policies say.</summary>
    /// <exception cref="ApiException">The session cannot call the operation.</exception>
    public virtual void CheckSession(Call call, OperationInfo operation) { }

    /// <summary>Whether CloudTrail counts calls of the operation as data events.</summary>
    public virtual bool IsDataEvent(OperationInfo operation) => false;

    /// <summary>What a call's event lists as the resources that it was about.</summary>
    public virtual IEnumerable<AuditedResource> ResourcesOf(Access access, Call call) => [];
}

/// <summary>A resource in the event of a call.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Type">Its type as CloudFormation names it, such as <c>AWS::S3::Bucket</c>.</param>
/// <param name="AccountId">The account that owns it.</param>
public readonly record struct AuditedResource(string Arn, string Type, string AccountId);
