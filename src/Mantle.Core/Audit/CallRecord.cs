using System.Buffers;
using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire;

namespace Mantle.Core.Audit;

/// <summary>
/// Collects what happens in a call and writes it as a CloudTrail record
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html"/>).
/// Members that the service model marks as sensitive are left out.
/// </summary>
public sealed class CallRecord(Call call)
{
    [ThreadStatic]
    static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    static Utf8JsonWriter? json;

    object? request;

    /// <summary>Whether the operation only reads: the event's <c>readOnly</c>.</summary>
    bool isRead;

    /// <summary>
    /// Whether the answer contains credentials. Such an answer is recorded, without the secrets, even for a reading operation.
    /// </summary>
    bool issuesCredentials;

    /// <summary>
    /// The call, with the account state that it is decided on. For an operation whose proof is in the request, the caller changes.
    /// </summary>
    public Call Call { get; set; } = call;

    /// <summary>The operation; null until it is known.</summary>
    public OperationInfo? Operation { get; set; }

    /// <summary>The denial's reasons as a sealed <see cref="AuthorizationMessage"/>, which only the caller's account can decode.</summary>
    public string? AuthorizationMessage { get; set; }

    /// <summary>Whether the event was created.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>Sets the operation and its input.</summary>
    public void SetOperation(OperationInfo operation, object input, bool isReading, bool isIssuing)
    {
        Operation = operation;
        (request, isRead, issuesCredentials) = (input, isReading, isIssuing);
    }

    /// <summary>
    /// The event of the call, with its response or its error. A few refused calls have both, and an error without a code.
    /// </summary>
    public AuditRecord ToEvent(object? response, ApiException? error)
    {
        buffer ??= new ArrayBufferWriter<byte>(2_048);
        buffer.ResetWrittenCount();
        json ??= new Utf8JsonWriter(buffer);
        json.Reset(buffer);
        Write(json, response, error);
        json.Flush();
        IsRecorded = true;
        var record = new AuditRecord(Account, Call.Time, buffer.WrittenSpan.ToArray());
        if (buffer.Capacity > LargestKept)
            (buffer, json) = (null, null);
        return record;
    }

    /// <summary>Largest buffer that is kept for reuse, in bytes.</summary>
    const int LargestKept = 1 << 20;

    /// <summary>The account whose trail gets the event: the caller's, or for an anonymous caller the resource owner's.</summary>
    AccountId Account => Call.Caller.IsAnonymous && Call.Gate.Access?.ResourceOwner is { } owner ? owner.Id : Call.Account.Id;

    void Write(Utf8JsonWriter json, object? response, ApiException? error)
    {
        json.WriteStartObject();
        json.WriteString("eventVersion"u8, "1.11"u8);
        WriteIdentity(json, Call.Caller);
        WriteTime(json, "eventTime"u8, Call.Time);
        json.WriteString("eventSource"u8, $"{Call.Service}.amazonaws.com");
        json.WriteString("eventName"u8, Operation?.Name ?? "Unknown");
        json.WriteString("awsRegion"u8, Call.Region);
        json.WriteString("sourceIPAddress"u8, Call.SourceIp.ToString());
        json.WriteString("userAgent"u8, Call.UserAgent ?? "");
        if (error is not null)
        {
            if (error.Code.Length > 0)
                json.WriteString("errorCode"u8, error.Code);
            json.WriteString("errorMessage"u8, error.Message);
        }
        WriteMessages(json, response);
        WriteAdditional(json);
        json.WriteString("requestID"u8, Call.RequestId);
        json.WriteString("eventID"u8, RandomId.New());
        json.WriteBoolean("readOnly"u8, isRead);
        json.WriteString("eventType"u8, Operation is null ? "AwsApiCall" : Call.Traits.EventType(Operation));
        WriteResources(json);
        var isData = Operation is { } operation && Call.Traits.IsDataEvent(operation);
        json.WriteBoolean("managementEvent"u8, !isData);
        json.WriteString("recipientAccountId"u8, Account);
        json.WriteString("eventCategory"u8, isData ? "Data"u8 : "Management"u8);
        json.WriteEndObject();
    }

    static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[Timestamps.SecondsLength];
        Timestamps.WriteSeconds(text, time);
        json.WriteString(name, text);
    }

    void WriteResources(Utf8JsonWriter json)
    {
        if (Call.Gate.Access is not { } access || Call.Traits.ResourcesOf(access, Call).ToArray() is not { Length: > 0 } resources)
            return;
        json.WriteStartArray("resources"u8);
        foreach (var resource in resources)
        {
            json.WriteStartObject();
            json.WriteString("ARN"u8, resource.Arn);
            json.WriteString("type"u8, resource.Type);
            json.WriteString("accountId"u8, resource.AccountId);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteIdentity(Utf8JsonWriter json, Caller caller)
    {
        json.WriteStartObject("userIdentity"u8);
        if (caller.IsAnonymous)
        {
            json.WriteString("type"u8, "AWSAccount"u8);
            json.WriteString("principalId"u8, ""u8);
            json.WriteString("accountId"u8, "ANONYMOUS_PRINCIPAL"u8);
            json.WriteEndObject();
            return;
        }
        if (caller.IsUnknown)
        {
            json.WriteString("type"u8, "Unknown"u8);
            json.WriteEndObject();
            return;
        }
        if (caller.Service is { } service)
        {
            json.WriteString("type"u8, service.AuditType);
            json.WriteString("invokedBy"u8, service.Name);
            json.WriteEndObject();
            return;
        }
        if (caller.External is { } external)
        {
            json.WriteString("type"u8, external.AuditType);
            json.WriteString("principalId"u8, external.AuditPrincipalId);
            json.WriteString("userName"u8, external.Subject);
            json.WriteString("identityProvider"u8, external.AuditProvider);
            json.WriteEndObject();
            return;
        }
        json.WriteString(
            "type"u8,
            caller.Session?.Kind == SessionKind.FederatedUser
                ? "FederatedUser"
                : caller.Identity switch
                {
                    null => "Root",
                    Role => "AssumedRole",
                    _ => "IAMUser",
                }
        );
        json.WriteString("principalId"u8, caller.UserId);
        json.WriteString("arn"u8, caller.Arn);
        json.WriteString("accountId"u8, caller.Account.Id);
        json.WriteString("accessKeyId"u8, caller.AccessKeyId);
        if (caller.User is { } user)
            json.WriteString("userName"u8, user.Name);
        if (caller.Session is { } session)
            WriteSession(json, caller, session);
        json.WriteEndObject();
    }

    static void WriteSession(Utf8JsonWriter json, Caller caller, Session session)
    {
        json.WriteStartObject("sessionContext"u8);
        if (caller.Identity is Role role)
        {
            json.WriteStartObject("sessionIssuer"u8);
            json.WriteString("type"u8, "Role"u8);
            json.WriteString("principalId"u8, role.Id);
            json.WriteString("arn"u8, role.Arn);
            json.WriteString("accountId"u8, caller.Account.Id);
            json.WriteString("userName"u8, role.Name);
            json.WriteEndObject();
        }
        if (session.Kind == SessionKind.FederatedUser)
            WriteFederatedIssuer(json, caller);
        if (session.Federation is { } federation)
        {
            json.WriteStartObject("webIdFederationData"u8);
            json.WriteString("federatedProvider"u8, federation.Provider);
            json.WriteEndObject();
        }
        json.WriteStartObject("attributes"u8);
        WriteTime(json, "creationDate"u8, session.IssuedAt);
        json.WriteString("mfaAuthenticated"u8, session.MfaAt is null ? "false"u8 : "true"u8);
        json.WriteEndObject();
        if (session.Kind == SessionKind.AssumedRoot)
            json.WriteString("assumedRoot"u8, "true"u8);
        if (session.SourceIdentity is { } source)
            json.WriteString("sourceIdentity"u8, source);
        foreach (var member in session.Workload?.AuditMembers ?? [])
            json.WriteString(member.Name, member.Values[0]);
        if (session.SignInArn is { } signIn)
            json.WriteString("signInSessionArn"u8, signIn);
        json.WriteEndObject();
    }

    /// <summary>Writes the user or root user who requested a federated user's session.</summary>
    static void WriteFederatedIssuer(Utf8JsonWriter json, Caller caller)
    {
        json.WriteStartObject("sessionIssuer"u8);
        json.WriteString("type"u8, caller.Identity is null ? "Root"u8 : "IAMUser"u8);
        json.WriteString("principalId"u8, caller.Identity?.Id ?? caller.Account.Id);
        json.WriteString("arn"u8, caller.Identity?.Arn ?? caller.Account.RootArn);
        json.WriteString("accountId"u8, caller.Account.Id);
        if (caller.Identity is { } user)
            json.WriteString("userName"u8, user.Name);
        json.WriteEndObject();
    }

    void WriteMessages(Utf8JsonWriter json, object? response)
    {
        WriteMessage(json, "requestParameters"u8, request);
        // As in CloudTrail: the response is recorded if the operation writes or issues credentials.
        WriteMessage(json, "responseElements"u8, isRead && !issuesCredentials ? null : response);
    }

    static void WriteMessage(Utf8JsonWriter json, ReadOnlySpan<byte> name, object? message)
    {
        json.WritePropertyName(name);
        if (message is IAuditedMessage audited)
            audited.WriteAudit(json);
        else
            json.WriteNullValue();
    }

    void WriteAdditional(Utf8JsonWriter json)
    {
        var (gate, enforcement) = (Call.Gate, Call.Gate.Enforcement);
        if (gate.Denials.Count == 0 && enforcement == Enforcement.On)
            return;
        json.WriteStartObject("additionalEventData"u8);
        if (enforcement != Enforcement.On)
            json.WriteString("enforcement"u8, enforcement == Enforcement.Off ? "off"u8 : "log"u8);
        if ((gate.Refused ?? (gate.Denials.Count > 0 ? gate.Denials[0] : null)) is { } denial)
        {
            WriteDenial(json, denial);
            if (AuthorizationMessage is { } message)
                json.WriteString("authorizationMessage"u8, message);
        }
        if (gate.Denials.Count > 1)
            WriteDenials(json, gate.Denials);
        json.WriteEndObject();
    }

    /// <summary>Maximum number of denials in one event. A request that lists a thousand keys can have as many denials.</summary>
    const int ListedDenials = 100;

    static void WriteDenials(Utf8JsonWriter json, IReadOnlyList<Denial> denials)
    {
        json.WriteStartArray("denials"u8);
        foreach (var denial in denials.Take(ListedDenials))
        {
            json.WriteStartObject();
            WriteDenial(json, denial);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteDenial(Utf8JsonWriter json, Denial denial)
    {
        json.WriteString("authorizationId"u8, denial.AuthorizationId);
        json.WriteString("deniedAction"u8, denial.Access.Action.ToString());
        json.WriteString("deniedResource"u8, denial.Access.Resource.ToString());
        json.WriteString("decision"u8, denial.Decision.Outcome.ToString());
        json.WriteString("decidedBy"u8, denial.Decision.Layer.ToString());
    }
}
