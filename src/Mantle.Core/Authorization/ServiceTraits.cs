using System.Text.Json;
using Mantle.Core.Authentication;
using Mantle.Wire;

namespace Mantle.Core.Authorization;

/// <summary>
/// A service's own rules for deciding and recording its calls. A service overrides those in which it differs.
/// </summary>
public class ServiceTraits
{
    /// <summary>The rules of most services.</summary>
    public static ServiceTraits Usual { get; } = new();

    /// <summary>
    /// Whether the service is global: its calls are in us-east-1, whichever Region a client signs for
    /// (<see href="https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html"/>).
    /// </summary>
    public virtual bool IsGlobal => false;

    /// <summary>
    /// The resource's name in a denial; null if the denial names no resource
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"/>).
    /// </summary>
    public virtual string? ShownResource(Access access) => access.ShownResource ?? access.Resource.ToString();

    /// <summary>The service's own condition key for resource tags, such as <c>iam:ResourceTag</c>; null if it has none.</summary>
    public virtual string? ResourceTagKey => null;

    /// <summary>Refuses operations that the caller's kind of session cannot call, whatever policies say.</summary>
    /// <exception cref="ApiException">The session cannot call the operation.</exception>
    public virtual void CheckSession(Call call, OperationInfo operation) { }

    /// <summary>
    /// The rule of IAM, which services that need no less trust share: credentials of GetFederationToken cannot call it; those of
    /// GetSessionToken can only where they were issued with an MFA code
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html#stsapi_comparison"/>).
    /// </summary>
    /// <exception cref="ApiException">InvalidClientTokenId.</exception>
    protected static void RefuseUnprovenSession(Call call)
    {
        if (call.Caller.Session is { Kind: SessionKind.FederatedUser } or { Kind: SessionKind.SessionToken, MfaAt: null })
            throw CredentialErrors.NoLongerValid();
    }

    /// <summary>Whether CloudTrail records the operation as a data event.</summary>
    public virtual bool IsDataEvent(OperationInfo operation) => false;

    /// <summary>The event's <c>eventType</c>.</summary>
    public virtual string EventType(OperationInfo operation) => "AwsApiCall";

    /// <summary>The resources that a call's event lists.</summary>
    public virtual IEnumerable<AuditedResource> ResourcesOf(Access access, Call call) => [];

    /// <summary>
    /// Whether the event of a call also goes to the trails of the other accounts whose resources it lists, with one <c>sharedEventID</c>.
    /// </summary>
    public virtual bool SharesEvent(OperationInfo operation) => false;

    /// <summary>
    /// Writes members of the event's <c>requestParameters</c> that are no members of the request. They must contain no secrets.
    /// </summary>
    public virtual void WriteRequestAdditions(Utf8JsonWriter json, Call call, OperationInfo operation) { }

    /// <summary>
    /// Members of the event's <c>additionalEventData</c>. They must contain no secrets, and no names that events of denials have there.
    /// </summary>
    public virtual IEnumerable<(string Name, string Value)> EventAdditions(OperationInfo operation, object? request) => [];
}

/// <summary>A resource in the event of a call.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Type">Its type as CloudFormation names it, such as <c>AWS::S3::Bucket</c>.</param>
/// <param name="AccountId">The account that owns it.</param>
public readonly record struct AuditedResource(string Arn, string Type, AccountId AccountId);
