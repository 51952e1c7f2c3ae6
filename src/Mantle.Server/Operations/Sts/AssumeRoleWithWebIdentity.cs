using Mantle.Server.Authorization;
using Mantle.Server.Federation;
using Mantle.Wire.Sts;

namespace Mantle.Server.Operations.Sts;

/// <summary>An unsigned call: the token is the proof of who calls, and was verified before the call was made.</summary>
[Operation(IssuesCredentials = true)]
static class AssumeRoleWithWebIdentity
{
    const string Action = "sts:AssumeRoleWithWebIdentity";

    public static Access Requires(AssumeRoleWithWebIdentityRequest r, Call c) => FederatedAssume.Requires(c, Action, r.RoleArn, r.RoleSessionName);

    public static AssumeRoleWithWebIdentityResponse Execute(AssumeRoleWithWebIdentityRequest r, Call c)
    {
        var identity = (WebIdentity)c.Caller.External!;
        var role = FederatedAssume.Role(c, Action, r.RoleArn);
        var duration = SessionDuration.Of(r.DurationSeconds, role, isChained: false);
        var issued = FederatedAssume.Issue(c, role, r.RoleSessionName, duration, r.Policy, r.PolicyArns);
        return new AssumeRoleWithWebIdentityResponse
        {
            Credentials = issued.Credentials,
            AssumedRoleUser = FederatedAssume.AssumedRoleUser(role, c.Account, r.RoleSessionName),
            PackedPolicySize = issued.PackedPolicySize,
            Provider = identity.ProviderArn,
            Audience = identity.Audience,
            SubjectFromWebIdentityToken = identity.Subject,
            SourceIdentity = identity.Attributes.SourceIdentity,
        };
    }
}
