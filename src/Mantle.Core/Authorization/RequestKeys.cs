using System.Net;
using System.Net.Sockets;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Federation;
using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>
/// The condition keys of a call, computed when a policy uses them. A key that AWS does not set for a caller is missing here too,
/// because conditions depend on missing keys (<see
/// href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"/>).
/// </summary>
public sealed class RequestKeys(Call call, Access access) : RequestContext
{
    public override bool TryGetValues(ContextKey key, out ContextValues values)
    {
        if (key.Global != GlobalConditionKey.None)
            return Has(Global(key), out values);
        // Some services have their own key for resource tags besides the global one. The key of another service has no value.
        if (key.TagKey is { } tag && call.Traits.ResourceTagKey is { } own && key.Is(own))
            return Has(ValueOf(access.ResourceTags, tag), out values);
        if (access.ServiceKeys is { } further && further.TryGetValues(key, out values))
            return true;
        foreach (var (name, value) in access.Keys)
            if (name.Equals(key.Name, StringComparison.OrdinalIgnoreCase))
                return Has(value, out values);
        foreach (var (name, list) in access.ListKeys)
            if (list is not null && name.Equals(key.Name, StringComparison.OrdinalIgnoreCase))
                return Has(new ContextValues([.. list]), out values);
        foreach (var (name, list) in Caller.External?.Keys ?? Caller.Session?.OriginKeys ?? [])
            if (name.Equals(key.Name, StringComparison.OrdinalIgnoreCase))
                return Has(new ContextValues([.. list]), out values);
        values = default;
        return false;
    }

    /// <summary>All keys of the call with their values, for the reasons of a decision.</summary>
    public IEnumerable<(string Key, IEnumerable<string> Values)> All()
    {
        var names = GlobalNames
            .Concat((access.RequestTags ?? []).Select(tag => "aws:RequestTag/" + tag.Key))
            .Concat((access.ResourceTags ?? []).Select(tag => "aws:ResourceTag/" + tag.Key))
            .Concat(
                (Caller.Identity?.Tags ?? [])
                    .Concat(Caller.Session?.Tags ?? [])
                    .Concat(Caller.Service?.PrincipalTags ?? [])
                    .Select(tag => "aws:PrincipalTag/" + tag.Key)
            )
            .Concat(access.ServiceKeys?.Names ?? [])
            .Concat(access.Keys.Select(key => key.Key))
            .Concat(access.ListKeys.Select(key => key.Key))
            .Concat((Caller.External?.Keys ?? Caller.Session?.OriginKeys ?? []).Select(key => key.Name));
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
            if (TryGetValues(new ContextKey(name), out var values))
                yield return (name, Enumerable.Range(0, values.Count).Select(i => values[i]).ToArray());
    }

    /// <summary>The global keys, except those with a tag key. AWS writes two of them in lower case.</summary>
    static readonly string[] GlobalNames =
    [
        .. Enum.GetValues<GlobalConditionKey>()
            .Where(key =>
                key
                    is not (
                        GlobalConditionKey.None
                        or GlobalConditionKey.PrincipalTag
                        or GlobalConditionKey.RequestTag
                        or GlobalConditionKey.ResourceTag
                    )
            )
            .Select(key =>
                "aws:"
                + (key is GlobalConditionKey.Userid or GlobalConditionKey.Username ? key.ToString().ToLowerInvariant() : key.ToString())
            ),
    ];

    ContextValues? Global(ContextKey key) =>
        key.Global switch
        {
            GlobalConditionKey.AssumedRoot => Optional(Caller.Session is { Kind: SessionKind.AssumedRoot } ? "true" : null),
            GlobalConditionKey.CurrentTime => call.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            GlobalConditionKey.EpochTime => call.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            GlobalConditionKey.MultiFactorAuthAge => Optional(MfaAge()),
            GlobalConditionKey.MultiFactorAuthPresent => Optional(
                call.MfaAt is not null || Caller.Session is not null ? Bool(call.MfaAt is not null) : null
            ),
            GlobalConditionKey.FederatedProvider => Optional(FederatedProvider()),
            GlobalConditionKey.PrincipalAccount => Optional(OwnKey(Caller.PrincipalAccount)),
            GlobalConditionKey.PrincipalArn => Optional(OwnKey(Caller.PrincipalArn)),
            GlobalConditionKey.PrincipalIsAWSService => Optional(Caller.IsAnonymous ? null : Bool(Caller.Service is not null)),
            GlobalConditionKey.PrincipalOrgID => Optional(Caller.External is null ? call.Organization?.Id : null),
            GlobalConditionKey.PrincipalOrgPaths => Caller.External is null ? Paths(call.Account) : null,
            GlobalConditionKey.PrincipalServiceName => Optional(Caller.Service?.Name),
            GlobalConditionKey.PrincipalServiceNamesList => Caller.Service is { Name: var name }
                ? new ContextValues([name])
                : default(ContextValues?),
            GlobalConditionKey.PrincipalTag => Optional(PrincipalTag(key.TagKey)),
            GlobalConditionKey.PrincipalType => Optional(OwnKey(Caller.PrincipalType)),
            GlobalConditionKey.Referer => Optional(call.Referer),
            GlobalConditionKey.RequestedRegion => call.Region,
            GlobalConditionKey.RequestTag => Optional(ValueOf(access.RequestTags, key.TagKey)),
            GlobalConditionKey.ResourceAccount => Optional(Owner.Id),
            GlobalConditionKey.ResourceOrgID => Optional(call.View.OrganizationOf(Owner)?.Id),
            GlobalConditionKey.ResourceOrgPaths => Paths(Owner),
            GlobalConditionKey.ResourceTag => Optional(ValueOf(access.ResourceTags, key.TagKey)),
            GlobalConditionKey.SecureTransport => Bool(call.Secure),
            GlobalConditionKey.SignInSessionArn => Optional(Caller.Session?.SignInArn),
            GlobalConditionKey.SourceAccount => Optional(Caller.Service is null ? null : Caller.Account.Id),
            GlobalConditionKey.SourceArn => Optional(Caller.Service?.SourceArn),
            GlobalConditionKey.SourceIdentity => Optional(Caller.Session?.SourceIdentity),
            GlobalConditionKey.SourceIp => Address(call.SourceIp),
            GlobalConditionKey.SourceOrgID => Optional(Caller.Service is null ? null : call.Organization?.Id),
            GlobalConditionKey.SourceOrgPaths => Caller.Service is null ? null : Paths(call.Account),
            GlobalConditionKey.TagKeys => TagKeys(),
            GlobalConditionKey.TokenIssueTime => Optional(
                Caller.Session?.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            ),
            GlobalConditionKey.UserAgent => Optional(call.UserAgent),
            GlobalConditionKey.Userid => Optional(OwnKey(Caller.UserId)),
            GlobalConditionKey.Username => Optional(Caller.User?.Name),
            GlobalConditionKey.ViaAWSService => "false",
            _ => null,
        };

    Caller Caller => call.Caller;

    Account Owner => access.ResourceOwner ?? call.Account;

    /// <summary>A list with one path: an account is in one place of one organization.</summary>
    ContextValues? Paths(Account account) =>
        call.View.OrganizationOf(account) is { } organization
            ? new ContextValues([organization.PathOf(organization.Members.Find(account.Id)!)])
            : default(ContextValues?);

    /// <summary>A key that describes a principal of the account. An external identity does not have it.</summary>
    string? OwnKey(string? value) => Caller.External is null ? value : null;

    /// <summary>
    /// <c>aws:FederatedProvider</c>, which only web identities have.
    /// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"/>
    /// </summary>
    string? FederatedProvider() =>
        Caller.External is WebIdentity external ? external.ProviderArn
        : Caller.Session?.Federation is { IsWebIdentity: true } federation ? federation.Provider
        : null;

    string? MfaAge() =>
        call.MfaAt is { } verified ? ((long)(call.Time - verified).TotalSeconds).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>A session tag overrides the tag of the session's role or user.</summary>
    string? PrincipalTag(string? key) =>
        ValueOf(Caller.Session?.Tags, key) ?? ValueOf(Caller.Identity?.Tags, key) ?? ValueOf(Caller.Service?.PrincipalTags, key);

    ContextValues? TagKeys()
    {
        if (access.TagKeys is { Count: > 0 } keys)
            return new ContextValues([.. keys]);
        return access.RequestTags is { Count: > 0 } tags ? new ContextValues([.. tags.Select(tag => tag.Key)]) : default(ContextValues?);
    }

    static string? ValueOf(IReadOnlyList<Tag>? tags, string? key, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
    {
        if (tags is null || key is null)
            return null;
        foreach (var tag in tags)
            if (tag.Key.Equals(key, comparison))
                return tag.Value;
        return null;
    }

    /// <summary>
    /// The address without the zone of a link-local address: the zone is this machine's name for a network interface.
    /// </summary>
    static string Address(IPAddress address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 }
            ? new IPAddress(address.GetAddressBytes()).ToString()
            : address.ToString();

    static string Bool(bool value) => value ? "true" : "false";

    static ContextValues? Optional(string? value) => value is null ? default(ContextValues?) : new ContextValues(value);

    static bool Has(string? value, out ContextValues values)
    {
        values = value is null ? default : new ContextValues(value);
        return value is not null;
    }

    static bool Has(ContextValues? value, out ContextValues values)
    {
        values = value.GetValueOrDefault();
        return value is not null;
    }
}
