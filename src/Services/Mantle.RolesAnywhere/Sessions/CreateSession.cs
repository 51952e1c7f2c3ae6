using Mantle.Core.Accounts;
using Mantle.Core.Audit;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Iam;
using Mantle.Policy;
using Mantle.RolesAnywhere.Entities;
using Mantle.RolesAnywhere.Subjects;
using Mantle.Sts;
using Mantle.Wire;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Sessions;

/// <summary>
/// Gives the holder of a certificate a role of a profile
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html"/>). The certificate was
/// verified before; here the role's trust policy decides, because the service has no policies of its own.
/// </summary>
[Operation(IssuesCredentials = true)]
sealed class CreateSession(SessionTokens tokens, LastUsed lastUsed)
{
    /// <summary>Most session tags (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"/>).</summary>
    const int MostTags = 50;

    static readonly ActionName AssumeRole = ActionName.Parse("sts:AssumeRole"),
        TagSession = ActionName.Parse("sts:TagSession"),
        SetSourceIdentity = ActionName.Parse("sts:SetSourceIdentity");

    public static Access Requires(CreateSessionRequest r, Call c)
    {
        var identity = IdentityOf(c);
        Check(r, identity, ProfileOf(c, identity));
        var (role, tags) = (Find(c, r.RoleArn!), identity.Attributes.Tags);
        var access = new Access(AssumeRole, r.RoleArn!)
        {
            ResourceOwner = c.Account,
            ResourceTags = role?.Tags,
            ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
            ResourcePolicy = role is null ? PolicySet.Empty : role.Trust.Compiled(),
            RequestTags = tags.IsEmpty ? null : tags,
            Keys = [("sts:RoleSessionName", NameOf(r, identity)), ("sts:SourceIdentity", identity.Attributes.SourceIdentity)],
            DeniedMessage = Unable(r, identity.Unmapped),
        };
        return access with
        {
            And = tags.IsEmpty ? [access.For(SetSourceIdentity)] : [access.For(TagSession), access.For(SetSourceIdentity)],
        };
    }

    public CreateSessionResponse Execute(CreateSessionRequest r, Change change)
    {
        var (call, account) = (change.Call, change.Account);
        var identity = IdentityOf(call);
        var role = Find(call, r.RoleArn!) ?? throw Errors.AccessDeniedException(Unable(r, identity.Unmapped));
        var issued = Issue(r, call, identity, role);
        var subject = SubjectRecord.Note(change, call.Region, identity.Certificate);
        SubjectUse.Note(lastUsed, call, subject, identity.Certificate.Fingerprint);
        var name = NameOf(r, identity);
        return new CreateSessionResponse
        {
            CredentialSet =
            [
                new CredentialResponse
                {
                    AssumedRoleUser = new()
                    {
                        Arn = $"arn:aws:sts::{account.Id}:assumed-role/{role.Name}/{name}",
                        AssumedRoleId = $"{role.Id}:{name}",
                    },
                    Credentials = new()
                    {
                        AccessKeyId = issued.Credentials.AccessKeyId,
                        SecretAccessKey = issued.Credentials.SecretAccessKey,
                        SessionToken = issued.Credentials.SessionToken,
                        Expiration = issued.Credentials.Expiration,
                    },
                    PackedPolicySize = issued.PackedPolicySize,
                    RoleArn = role.Arn,
                    SourceIdentity = identity.Attributes.SourceIdentity,
                },
            ],
            SubjectArn = ResourceArn.Of<Subject>(call, subject),
        };
    }

    IssuedCredentials Issue(CreateSessionRequest r, Call call, CertificateIdentity identity, Role role)
    {
        var profile = ProfileOf(call, identity);
        var seconds = Math.Min(profile.DurationSeconds, r.DurationSeconds ?? profile.DurationSeconds);
        if (seconds > role.MaxSessionDuration)
            throw Errors.AccessDeniedException(
                Unable(r, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
            );
        foreach (var arn in profile.ManagedPolicyArns)
            if (!PolicyArn.Exists(call.Account, arn))
                throw Errors.AccessDeniedException(Unable(r, $"Policy {arn} does not exist or is not attachable."));
        try
        {
            return IssuedCredentials.For(
                call,
                tokens,
                call.Account.Id,
                SessionKind.AssumedRole,
                role.Id,
                TimeSpan.FromSeconds(seconds),
                session =>
                    session with
                    {
                        Name = NameOf(r, identity),
                        Policy = profile.SessionPolicy is { } policy ? PolicyText.Of(policy) : null,
                        PolicyArns = profile.ManagedPolicyArns,
                        Tags = identity.Attributes.Tags,
                        SourceIdentity = identity.Attributes.SourceIdentity,
                    }
            );
        }
        catch (ApiException error) when (error.Code == "PackedPolicyTooLarge")
        {
            throw Errors.AccessDeniedException(Unable(r, error.Message));
        }
    }

    static CertificateIdentity IdentityOf(Call c) =>
        c.Caller.External as CertificateIdentity
        ?? throw CommonErrors.AccessDenied(
            "CreateSession is signed with a certificate's key: AWS4-X509-RSA-SHA256 or AWS4-X509-ECDSA-SHA256."
        );

    /// <summary>The profile in the newest state.</summary>
    static Profile ProfileOf(Call c, CertificateIdentity identity) => Resources.Existing.Profile(c, c.Account, identity.ProfileId);

    /// <summary>What no trust policy can change.</summary>
    static void Check(CreateSessionRequest r, CertificateIdentity identity, Profile profile)
    {
        if (!profile.Enabled)
            throw Errors.AccessDeniedException("Profile is disabled");
        if (!profile.RoleArns.Contains(r.RoleArn!))
            throw Errors.AccessDeniedException("Role is not in the profile");
        if (r.RoleSessionName is not null && !profile.AcceptsSessionNames)
            throw Errors.AccessDeniedException("Not authorized to set roleSessionName");
        if (identity.Attributes.SourceIdentity is null)
            throw Errors.AccessDeniedException(Unable(r, "The common name of the certificate cannot be a source identity."));
        if (identity.Attributes.Tags.Length > MostTags)
            throw Errors.AccessDeniedException(Unable(r, $"The certificate has more than {MostTags} attributes for session tags."));
    }

    /// <summary>The role; null where it does not exist or its account is closed, which callers cannot tell apart.</summary>
    static Role? Find(Call c, string arn) =>
        !c.View.IsClosed(c.Account) && c.Account.Roles.Find(arn[(arn.LastIndexOf('/') + 1)..]) is { } role && (string)role.Arn == arn
            ? role
            : null;

    static string NameOf(CreateSessionRequest r, CertificateIdentity identity) => r.RoleSessionName ?? identity.Certificate.SerialNumber;

    static string Unable(CreateSessionRequest r, string? why) =>
        why is null ? $"Unable to assume role for {r.RoleArn}" : $"Unable to assume role for {r.RoleArn}. {why}";
}
