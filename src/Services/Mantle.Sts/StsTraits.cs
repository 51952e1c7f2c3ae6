using System.Collections.Immutable;
using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Policy;
using Mantle.Wire;

namespace Mantle.Sts;

/// <summary>The rules that all STS calls share.</summary>
sealed class StsTraits : ServiceTraits
{
    public override string? ResourceTagKey => "iam:ResourceTag";

    /// <summary>AWS's denials name no resource where the action has none, as users report.</summary>
    public override string? ShownResource(Access access) => access.Resource.IsNone ? null : base.ShownResource(access);

    /// <summary>
    /// Credentials of GetFederationToken can call only GetCallerIdentity; those of GetSessionToken can call AssumeRole too
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html#stsapi_comparison"/>).
    /// </summary>
    public override void CheckSession(Call call, OperationInfo operation)
    {
        if (
            call.Caller.Session is not { Kind: SessionKind.SessionToken or SessionKind.FederatedUser } session
            || operation.Name == "GetCallerIdentity"
            || (operation.Name == "AssumeRole" && session.Kind == SessionKind.SessionToken)
        )
            return;
        throw CommonErrors.AccessDenied($"Cannot call {operation.Name} with session credentials");
    }

    /// <summary>The role that a call assumes, and for a SAML user the provider
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html"/>).</summary>
    public override IEnumerable<AuditedResource> ResourcesOf(Access access, Call call)
    {
        if (access.NeedsNothing || access.ResourcePolicyKind != ResourcePolicyKind.RoleTrust || access.ResourceOwner is not { } owner)
            yield break;
        yield return new AuditedResource(access.Resource.ToString(), "AWS::IAM::Role", owner.Id);
        if (call.Caller.External is SamlIdentity saml)
            yield return new AuditedResource(saml.ProviderArn, "AWS::IAM::SAMLProvider", owner.Id);
    }

    /// <summary>A role's account learns who in another account assumed it.</summary>
    public override bool SharesEvent(OperationInfo operation) => operation.Name == "AssumeRole";

    /// <summary>The transitive tags that a role chain brings in, and the tags and source identity that a provider passed.</summary>
    public override void WriteRequestAdditions(Utf8JsonWriter json, Call call, OperationInfo operation)
    {
        if (call.Caller.External is { } external)
            WriteAttributes(json, external.Attributes);
        else if (operation.Name == "AssumeRole" && InheritedSession.From(call.Caller.Session).Tags is { IsEmpty: false } tags)
            WriteTags(json, "incomingTransitiveTags"u8, tags);
    }

    static void WriteAttributes(Utf8JsonWriter json, SessionAttributes attributes)
    {
        if (attributes.SourceIdentity is { } source)
            json.WriteString("sourceIdentity"u8, source);
        if (!attributes.Tags.IsEmpty)
            WriteTags(json, "principalTags"u8, attributes.Tags);
        if (attributes.TransitiveTagKeys.IsEmpty)
            return;
        json.WriteStartArray("transitiveTagKeys"u8);
        foreach (var key in attributes.TransitiveTagKeys)
            json.WriteStringValue(key);
        json.WriteEndArray();
    }

    static void WriteTags(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<Tag> tags)
    {
        json.WriteStartObject(name);
        foreach (var tag in tags)
            json.WriteString(tag.Key, tag.Value);
        json.WriteEndObject();
    }
}
