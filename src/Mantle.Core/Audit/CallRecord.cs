using System.Buffers;
using System.Text.Json;
using Mantle.Core.Accounts;
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
    /// <summary>The event format's version.</summary>
    static ReadOnlySpan<byte> Version => "1.11"u8;

    [ThreadStatic]
    static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    static Utf8JsonWriter? json;

    [ThreadStatic]
    static MessageRecord? messages;

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
    /// The event of the call, with its response or its error. A few refused calls have both, and an error without a code. If the call used
    /// another account's resource and the service shares such events, it has the event of that account's trail with it.
    /// </summary>
    public AuditRecord ToEvent(object? response, ApiException? error)
    {
        IsRecorded = true;
        var resources = Resources();
        var others = OthersOf(resources, error);
        Guid? shared = others.Count > 0 ? RandomId.New() : null;
        AuditRecord? record = null;
        foreach (var other in others)
            record = ToEvent(other, shared, resources, response, error) with { Shared = record };
        return ToEvent(Account, shared, resources, response, error) with { Shared = record };
    }

    AuditRecord ToEvent(AccountId recipient, Guid? shared, AuditedResource[] resources, object? response, ApiException? error)
    {
        buffer ??= new ArrayBufferWriter<byte>(2_048);
        buffer.ResetWrittenCount();
        json ??= new Utf8JsonWriter(buffer);
        json.Reset(buffer);
        messages ??= new MessageRecord();
        Write(json, messages, recipient, shared, resources, response, error);
        json.Flush();
        var record = new AuditRecord(recipient, Call.Time, buffer.WrittenSpan.ToArray());
        if (buffer.Capacity > LargestKept || messages.Capacity > LargestKept)
        {
            messages.Dispose();
            (buffer, json, messages) = (null, null, null);
        }
        return record;
    }

    /// <summary>Largest buffer that is kept for reuse, in bytes.</summary>
    const int LargestKept = 1 << 20;

    /// <summary>The account whose trail gets the event: the caller's, or for an anonymous caller the resource owner's.</summary>
    AccountId Account => Call.Caller.IsAnonymous && Call.Gate.Access?.ResourceOwner is { } owner ? owner.Id : Call.Account.Id;

    AuditedResource[] Resources() => Call.Gate.Access is { } access ? [.. Call.Traits.ResourcesOf(access, Call)] : [];

    /// <summary>
    /// The other accounts whose trails get the event. A denied call is none of their business: otherwise anybody could fill anybody's
    /// trail.
    /// </summary>
    List<AccountId> OthersOf(AuditedResource[] resources, ApiException? error)
    {
        var others = new List<AccountId>();
        if (
            error?.Code == "AccessDenied"
            || Call.Gate.Refused is not null
            || Operation is not { } operation
            || !Call.Traits.SharesEvent(operation)
        )
            return others;
        foreach (var resource in resources)
            if (resource.AccountId != Account && !others.Contains(resource.AccountId))
                others.Add(resource.AccountId);
        return others;
    }

    void Write(
        Utf8JsonWriter json,
        MessageRecord messages,
        AccountId recipient,
        Guid? shared,
        AuditedResource[] resources,
        object? response,
        ApiException? error
    )
    {
        json.WriteStartObject();
        json.WriteString("eventVersion"u8, Version);
        if (recipient == Account)
            UserIdentity.Write(json, Call.Caller);
        else
            UserIdentity.WriteForOthers(json, Call.Caller);
        json.WritePropertyName("eventTime"u8);
        AuditDates.WriteIso(json, Call.Time);
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
        messages.WriteRequest(json, request, Call, Operation);
        // As in CloudTrail: the response is recorded if the operation writes or issues credentials.
        messages.Write(json, "responseElements"u8, isRead && !issuesCredentials ? null : response);
        if (recipient == Account)
            AdditionalEventData.Write(json, Additions(), Call.Gate, AuthorizationMessage);
        json.WriteString("requestID"u8, Call.RequestId);
        json.WriteString("eventID"u8, RandomId.New());
        json.WriteBoolean("readOnly"u8, isRead);
        WriteResources(json, resources);
        json.WriteString("eventType"u8, Operation is null ? "AwsApiCall" : Call.Traits.EventType(Operation));
        var isData = Operation is { } operation && Call.Traits.IsDataEvent(operation);
        json.WriteBoolean("managementEvent"u8, !isData);
        json.WriteString("recipientAccountId"u8, recipient);
        if (shared is not null)
            json.WriteString("sharedEventID"u8, shared.Value);
        json.WriteString("eventCategory"u8, isData ? "Data"u8 : "Management"u8);
        WriteTls(json);
        json.WriteEndObject();
    }

    (string Name, string Value)[] Additions() => Operation is null ? [] : [.. Call.Traits.EventAdditions(Operation, request)];

    static void WriteResources(Utf8JsonWriter json, AuditedResource[] resources)
    {
        if (resources.Length == 0)
            return;
        json.WriteStartArray("resources"u8);
        foreach (var resource in resources)
        {
            json.WriteStartObject();
            json.WriteString("ARN"u8, resource.Arn);
            json.WriteString("accountId"u8, resource.AccountId);
            json.WriteString("type"u8, resource.Type);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    void WriteTls(Utf8JsonWriter json)
    {
        if (Call.Tls is not { } tls)
            return;
        json.WriteStartObject("tlsDetails"u8);
        json.WriteString("tlsVersion"u8, tls.Version);
        json.WriteString("cipherSuite"u8, tls.CipherSuite);
        if (tls.Host.Length > 0)
            json.WriteString("clientProvidedHostHeader"u8, tls.Host);
        json.WriteEndObject();
    }
}
