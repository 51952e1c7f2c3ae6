using System.Buffers;
using System.Text.Json;
using Mantle.Server.Authentication;
using Mantle.Server.Authorization;
using Mantle.Server.Hosting;
using Mantle.Server.Protocol;
using Mantle.Wire;

namespace Mantle.Server.Audit;

/// <summary>
/// What is known of a call when it ends, written as a CloudTrail record
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html"/>).
/// Members that the service model marks as sensitive are left out.
/// </summary>
sealed class CallRecord(Call call)
{
    Call call = call;

    [ThreadStatic]
    static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    static Utf8JsonWriter? json;

    public OperationInfo? Operation { get; set; }

    public object? Request { get; set; }

    /// <summary>Whether the operation only reads: the event's <c>readOnly</c>.</summary>
    public bool IsRead { get; set; }

    /// <summary>Whether the answer hands out credentials; it is kept, without them, also where the operation only reads.</summary>
    public bool IssuesCredentials { get; set; }

    /// <summary>What was denied, or would have been where authorization is only logged.</summary>
    public Denial? Denial { get; set; }

    /// <summary>The denial's reasons, sealed for the caller's account.</summary>
    public string? AuthorizationMessage { get; set; }

    /// <summary>What the call was authorized for.</summary>
    public Access? Access { get; set; }

    /// <summary>Puts another caller in the place of the one who signed: an operation that takes its proof from elsewhere.</summary>
    public void Replace(Call proven) => call = proven;

    /// <summary>True once the event was made.</summary>
    public bool IsRecorded { get; set; }

    public AuditRecord ToEvent(Services services, object? response, Refusal? refusal)
    {
        buffer ??= new ArrayBufferWriter<byte>(2_048);
        buffer.ResetWrittenCount();
        json ??= new Utf8JsonWriter(buffer);
        json.Reset(buffer);
        Write(json, services.Options.Enforcement, response, refusal);
        json.Flush();
        IsRecorded = true;
        return new AuditRecord(Account, call.Time, buffer.WrittenSpan.ToArray());
    }

    /// <summary>The account that the event belongs to: the caller's. What an anonymous caller does belongs to the bucket's owner.</summary>
    string Account => call.Caller.IsAnonymous && Access?.ResourceOwner is { } owner ? owner.Id : call.Account.Id;

    void Write(Utf8JsonWriter json, Enforcement enforcement, object? response, Refusal? refusal)
    {
        json.WriteStartObject();
        json.WriteString("eventVersion"u8, "1.11"u8);
        WriteIdentity(json, call.Caller);
        json.WriteString("eventTime"u8, call.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("eventSource"u8, $"{call.Service}.amazonaws.com");
        json.WriteString("eventName"u8, Operation?.Name ?? "Unknown");
        json.WriteString("awsRegion"u8, call.Region);
        json.WriteString("sourceIPAddress"u8, call.SourceIp.ToString());
        json.WriteString("userAgent"u8, call.UserAgent ?? "");
        if (refusal is not null)
        {
            json.WriteString("errorCode"u8, refusal.Code);
            json.WriteString("errorMessage"u8, refusal.Message);
        }
        WriteMessages(json, refusal is null ? response : null);
        WriteAdditional(json, enforcement);
        json.WriteString("requestID"u8, call.RequestId);
        json.WriteString("eventID"u8, RandomId.New());
        json.WriteBoolean("readOnly"u8, IsRead);
        json.WriteString("eventType"u8, "AwsApiCall"u8);
        WriteResources(json);
        var isData = DataEvents.Has(Operation);
        json.WriteBoolean("managementEvent"u8, !isData);
        json.WriteString("recipientAccountId"u8, Account);
        json.WriteString("eventCategory"u8, isData ? "Data"u8 : "Management"u8);
        json.WriteEndObject();
    }

    /// <summary>The bucket or object of an S3 call, and the access point that it came through.</summary>
    void WriteResources(Utf8JsonWriter json)
    {
        const string S3 = "arn:aws:s3:";
        if (Access is not { } access || !access.Resource.StartsWith(S3, StringComparison.Ordinal))
            return;
        json.WriteStartArray("resources"u8);
        foreach (var part in (Access?[])[access, access.Behind])
        {
            if (part is null)
                continue;
            json.WriteStartObject();
            json.WriteString("ARN"u8, part.Resource);
            json.WriteString("type"u8, part.Resource.Contains(":accesspoint/", StringComparison.Ordinal) ? "AWS::S3::AccessPoint"u8
                : part.Resource.Contains('/') ? "AWS::S3::Object"u8 : "AWS::S3::Bucket"u8);
            json.WriteString("accountId"u8, (part.ResourceOwner ?? call.Account).Id);
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
        if (caller.External is { } external)
        {
            json.WriteString("type"u8, external.AuditType);
            json.WriteString("principalId"u8, external.AuditPrincipalId);
            json.WriteString("userName"u8, external.Subject);
            json.WriteString("identityProvider"u8, external.AuditProvider);
            json.WriteEndObject();
            return;
        }
        json.WriteString("type"u8, caller.Session?.Kind == SessionKind.FederatedUser ? "FederatedUser"
            : caller.Identity switch { null => "Root", Accounts.Role => "AssumedRole", _ => "IAMUser" });
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
        if (caller.Identity is Accounts.Role role)
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
        json.WriteString("creationDate"u8, session.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("mfaAuthenticated"u8, session.MfaAt is null ? "false"u8 : "true"u8);
        json.WriteEndObject();
        if (session.Kind == SessionKind.AssumedRoot)
            json.WriteString("assumedRoot"u8, "true"u8);
        if (session.SourceIdentity is { } source)
            json.WriteString("sourceIdentity"u8, source);
        json.WriteEndObject();
    }

    /// <summary>The user, or the root user, who asked for a federated user's session.</summary>
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
        WriteMessage(json, "requestParameters"u8, Request);
        // CloudTrail keeps what writes and what hands out credentials answer, not what was read.
        WriteMessage(json, "responseElements"u8, IsRead && !IssuesCredentials ? null : response);
    }

    static void WriteMessage(Utf8JsonWriter json, ReadOnlySpan<byte> name, object? message)
    {
        json.WritePropertyName(name);
        if (message is IAuditedMessage audited)
            audited.WriteAudit(json);
        else
            json.WriteNullValue();
    }

    void WriteAdditional(Utf8JsonWriter json, Enforcement enforcement)
    {
        if (Denial is null && enforcement == Enforcement.On)
            return;
        json.WriteStartObject("additionalEventData"u8);
        if (enforcement != Enforcement.On)
            json.WriteString("enforcement"u8, enforcement == Enforcement.Off ? "off"u8 : "log"u8);
        if (Denial is { } denial)
        {
            json.WriteString("authorizationId"u8, denial.AuthorizationId);
            json.WriteString("deniedAction"u8, denial.Access.Action);
            json.WriteString("deniedResource"u8, denial.Access.Resource);
            json.WriteString("decision"u8, denial.Decision.Outcome.ToString());
            json.WriteString("decidedBy"u8, denial.Decision.Layer.ToString());
            if (AuthorizationMessage is { } message)
                json.WriteString("authorizationMessage"u8, message);
        }
        json.WriteEndObject();
    }
}
