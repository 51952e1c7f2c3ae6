using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Federation;
using Mantle.Wire;

namespace Mantle.Core.Audit;

/// <summary>
/// Writes who called, as CloudTrail's <c>userIdentity</c>
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html"/>).
/// </summary>
static class UserIdentity
{
    /// <summary>Writes the identity for the trail of the caller's own account.</summary>
    public static void Write(Utf8JsonWriter json, Caller caller)
    {
        json.WriteStartObject("userIdentity"u8);
        if (caller.IsAnonymous)
            WriteAccount(json, "", "ANONYMOUS_PRINCIPAL");
        else if (caller.IsUnknown)
            json.WriteString("type"u8, "Unknown"u8);
        else if (caller.Service is { } service)
        {
            json.WriteString("type"u8, service.AuditType);
            json.WriteString("invokedBy"u8, service.Name);
        }
        else if (caller.External is { } external)
            WriteExternal(json, external);
        else
            WriteCaller(json, caller);
        json.WriteEndObject();
    }

    /// <summary>Writes the identity for the trail of another account, which learns the caller's account and unique id only.</summary>
    public static void WriteForOthers(Utf8JsonWriter json, Caller caller)
    {
        json.WriteStartObject("userIdentity"u8);
        WriteAccount(json, caller.UserId, caller.Account.Id);
        json.WriteEndObject();
    }

    static void WriteAccount(Utf8JsonWriter json, string principalId, string accountId)
    {
        json.WriteString("type"u8, "AWSAccount"u8);
        json.WriteString("principalId"u8, principalId);
        json.WriteString("accountId"u8, accountId);
    }

    static void WriteExternal(Utf8JsonWriter json, ExternalIdentity external)
    {
        json.WriteString("type"u8, external.AuditType);
        json.WriteString("principalId"u8, external.AuditPrincipalId);
        json.WriteString("userName"u8, external.Subject);
        json.WriteString("identityProvider"u8, external.AuditProvider);
    }

    static void WriteCaller(Utf8JsonWriter json, Caller caller)
    {
        var isFederated = caller.Session?.Kind == SessionKind.FederatedUser;
        json.WriteString("type"u8, isFederated ? "FederatedUser"u8 : TypeOf(caller.Identity));
        json.WriteString("principalId"u8, caller.UserId);
        json.WriteString("arn"u8, caller.Arn);
        json.WriteString("accountId"u8, caller.Account.Id);
        json.WriteString("accessKeyId"u8, caller.AccessKeyId);
        if (caller.User is { } user)
            json.WriteString("userName"u8, user.Name);
        else if (caller.Identity is null && !isFederated && caller.Account.Settings.Alias is { } alias)
            json.WriteString("userName"u8, alias);
        if (caller.Session is { } session)
            WriteSession(json, caller, session);
        if (caller.Session?.Delegation is { } delegation)
            WriteDelegate(json, delegation);
    }

    /// <summary>
    /// Writes the account that acts with what the caller lent it
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/temporary-delegation-cloudtrail.html"/>).
    /// </summary>
    static void WriteDelegate(Utf8JsonWriter json, SessionDelegation delegation)
    {
        json.WriteStartObject("invokedByDelegate"u8);
        json.WriteString("accountId"u8, delegation.DelegateId);
        json.WriteEndObject();
    }

    static ReadOnlySpan<byte> TypeOf(ActingIdentity? identity) =>
        identity switch
        {
            null => "Root"u8,
            Role => "AssumedRole"u8,
            _ => "IAMUser"u8,
        };

    static void WriteSession(Utf8JsonWriter json, Caller caller, Session session)
    {
        json.WriteStartObject("sessionContext"u8);
        if (caller.Identity is Role || session.Kind == SessionKind.FederatedUser)
            WriteIssuer(json, caller);
        if (session.Federation is { IsWebIdentity: true } federation)
            WriteFederation(json, federation);
        json.WriteStartObject("attributes"u8);
        json.WritePropertyName("creationDate"u8);
        AuditDates.WriteIso(json, session.IssuedAt);
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

    /// <summary>Writes what issued the session: the role, or the user or root user who asked for a federated user's session.</summary>
    static void WriteIssuer(Utf8JsonWriter json, Caller caller)
    {
        json.WriteStartObject("sessionIssuer"u8);
        json.WriteString("type"u8, caller.Identity is Role ? "Role"u8 : TypeOf(caller.Identity));
        json.WriteString("principalId"u8, caller.Identity?.Id ?? caller.Account.Id);
        json.WriteString("arn"u8, caller.Identity?.Arn ?? caller.Account.RootArn);
        json.WriteString("accountId"u8, caller.Account.Id);
        if (caller.Identity is { } identity)
            json.WriteString("userName"u8, identity.Name);
        json.WriteEndObject();
    }

    /// <summary>
    /// The keys of a built-in provider are its attributes. CloudTrail shows none of a provider that the account registered.
    /// </summary>
    static void WriteFederation(Utf8JsonWriter json, SessionFederation federation)
    {
        json.WriteStartObject("webIdFederationData"u8);
        json.WriteString("federatedProvider"u8, federation.Provider);
        json.WriteStartObject("attributes"u8);
        if (!federation.Provider.StartsWith("arn:", StringComparison.Ordinal))
            foreach (var key in federation.Keys)
                json.WriteString(key.Name, key.Values[0]);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
