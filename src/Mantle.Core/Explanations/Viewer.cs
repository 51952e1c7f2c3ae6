using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>
/// Who asks why a call was denied, and what of it the asking account may see. As AWS says, whoever belongs to the organization recorded
/// for the caller sees the caller's side, or its account where there was no organization
/// (<see href="https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationPolicy.html"/>). The policy and the
/// tags of a resource are for its owner's account alone: nobody else must learn from a denial whether the resource exists.
/// </summary>
/// <param name="Account">The account of whoever asks.</param>
/// <param name="Organization">Its organization; null if it is in none.</param>
public readonly record struct Viewer(AccountId Account, string? Organization)
{
    /// <summary>Whether the caller's own policies may be seen.</summary>
    public bool SeesCaller(DeniedCall call) =>
        call.Caller.Organization is { } organization ? organization == Organization : call.Caller.Account == Account;

    /// <summary>Whether the policy and the tags of the resource may be seen.</summary>
    public bool SeesResource(RecordedAccess access) => access.Owner == Account;

    /// <summary>Whether the resource control policies may be seen.</summary>
    public bool SeesOwnerOrganization(RecordedAccess access) =>
        access.OwnerOrganization is { } organization && organization == Organization;

    /// <summary>Whether anything of the call may be seen.</summary>
    public bool SeesAnythingOf(DeniedCall call)
    {
        var viewer = this;
        return SeesCaller(call) || call.Accesses.Any(viewer.SeesResource);
    }

    public bool Sees(DeniedCall call, RecordedAccess access, PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.RoleTrustPolicy or PolicyLayer.ResourceBasedPolicy => SeesResource(access),
            PolicyLayer.ResourceControlPolicy => SeesOwnerOrganization(access),
            _ => SeesCaller(call),
        };

    /// <summary>Whether every layer of an access may be seen, so that its outcome may be too.</summary>
    public bool SeesWhole(DeniedCall call, RecordedAccess access) =>
        SeesCaller(call) && SeesResource(access) && (access.ResourceControlPolicies is null || SeesOwnerOrganization(access));

    /// <summary>The condition keys of an access that may be seen.</summary>
    public IEnumerable<KeyValuePair<string, string[]>> ContextOf(DeniedCall call, RecordedAccess access)
    {
        var (callerSide, ownerSide) = (SeesCaller(call), SeesResource(access));
        var organizationSide = SeesOwnerOrganization(access);
        return access.Context.Where(entry =>
            access.ResourceKeys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase)
                ? ownerSide || (organizationSide && entry.Key.StartsWith("aws:ResourceOrg", StringComparison.OrdinalIgnoreCase))
                : callerSide || IsOfCall(entry.Key, access)
        );
    }

    /// <summary>
    /// Whether a key is what the owner of the resource learns from the call: the keys of the action's service, and who calls. Others tell
    /// what the caller is at home: its tags and organization, where it calls from, and the keys of the service that acts for it.
    /// </summary>
    static bool IsOfCall(string key, RecordedAccess access) =>
        key.StartsWith($"{access.Action.Split(':')[0]}:", StringComparison.OrdinalIgnoreCase)
        || key.StartsWith("aws:RequestTag/", StringComparison.OrdinalIgnoreCase)
        || KeysOfCall.Contains(key);

    static readonly HashSet<string> KeysOfCall = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:CurrentTime",
        "aws:EpochTime",
        "aws:MultiFactorAuthAge",
        "aws:MultiFactorAuthPresent",
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalIsAWSService",
        "aws:PrincipalServiceName",
        "aws:PrincipalServiceNamesList",
        "aws:PrincipalType",
        "aws:RequestedRegion",
        "aws:SecureTransport",
        "aws:TagKeys",
        "aws:TokenIssueTime",
        "aws:userid",
        "aws:ViaAWSService",
    };
}
