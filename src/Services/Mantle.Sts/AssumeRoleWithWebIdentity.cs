using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

/// <summary>An unsigned call. The token proves who calls; the pipeline verified it before it made the call.</summary>
[Operation(IssuesCredentials = true)]
sealed class AssumeRoleWithWebIdentity(SessionTokens tokens)
{
    public static ValueTask<RoleReference> PrepareAsync(AssumeRoleWithWebIdentityRequest r, Call c, CancellationToken cancellation) =>
        new(RoleReference.ParseUnsigned(r.RoleArn));

    public static Access Requires(AssumeRoleWithWebIdentityRequest r, Call c, RoleReference reference) =>
        FederatedAssume.Requires(c, Actions.AssumeRoleWithWebIdentity, reference, r.RoleSessionName);

    public AssumeRoleWithWebIdentityResponse Execute(AssumeRoleWithWebIdentityRequest r, Call c, RoleReference reference)
    {
        var identity = (WebIdentity)c.Caller.External!;
        var role = FederatedAssume.Role(c, Actions.AssumeRoleWithWebIdentity, reference);
        var duration = SessionDuration.Of(r.DurationSeconds, role, isChained: false);
        var issued = FederatedAssume.Issue(c, tokens, role, r.RoleSessionName, duration, r.Policy, r.PolicyArns);
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
