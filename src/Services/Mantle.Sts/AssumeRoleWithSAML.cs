using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

/// <summary>An unsigned call. The assertion proves who calls; the pipeline verified it before it made the call.</summary>
[Operation(IssuesCredentials = true)]
sealed class AssumeRoleWithSAML(SessionTokens tokens)
{
    public static ValueTask<RoleReference> PrepareAsync(AssumeRoleWithSAMLRequest r, Call c, CancellationToken cancellation) =>
        new(RoleReference.ParseUnsigned(r.RoleArn));

    public static Access Requires(AssumeRoleWithSAMLRequest r, Call c, RoleReference reference) =>
        FederatedAssume.Requires(c, Actions.AssumeRoleWithSAML, reference, ((SamlIdentity)c.Caller.External!).RoleSessionName);

    public AssumeRoleWithSAMLResponse Execute(AssumeRoleWithSAMLRequest r, Call c, RoleReference reference)
    {
        var identity = (SamlIdentity)c.Caller.External!;
        var role = FederatedAssume.Role(c, Actions.AssumeRoleWithSAML, reference);
        var duration = SessionDuration.Of(r.DurationSeconds ?? (int?)identity.SessionDuration?.TotalSeconds, role, isChained: false);
        if (identity.SessionEnd is { } end && end - c.Time < duration)
            duration = end - c.Time;
        var issued = FederatedAssume.Issue(c, tokens, role, identity.RoleSessionName, duration, r.Policy, r.PolicyArns);
        return new AssumeRoleWithSAMLResponse
        {
            Credentials = issued.Credentials,
            AssumedRoleUser = FederatedAssume.AssumedRoleUser(role, c.Account, identity.RoleSessionName),
            PackedPolicySize = issued.PackedPolicySize,
            Issuer = identity.Issuer,
            Audience = identity.Audience,
            Subject = identity.Subject,
            SubjectType = identity.SubjectType,
            NameQualifier = identity.NameQualifier,
            SourceIdentity = identity.Attributes.SourceIdentity,
        };
    }
}
