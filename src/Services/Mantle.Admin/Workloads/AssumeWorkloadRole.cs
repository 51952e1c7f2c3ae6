using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Sts;
using Mantle.Wire.Admin;
using Credentials = Mantle.Wire.Admin.Credentials;

namespace Mantle.Admin.Workloads;

/// <summary>
/// Assumes a workload's role by its service principal, as the service does at AWS. The call is unsigned: the registration's token proves
/// who calls.
/// </summary>
[Operation(IssuesCredentials = true)]
sealed class AssumeWorkloadRole(SessionTokens tokens)
{
    const int UsualSeconds = 3_600,
        MachineSeconds = 21_600;

    static readonly ActionName AssumeRole = ActionName.Parse("sts:AssumeRole"),
        TagSession = ActionName.Parse("sts:TagSession");

    /// <summary>The trust policy alone decides, because a service has no policies of its own.</summary>
    public static Access Requires(AssumeWorkloadRoleRequest r, Call c)
    {
        var registration = c.Caller.Service!.Registration!;
        var role = WorkloadRole.Existing(c.Account, registration.RoleArn, registration.InstanceProfileName);
        var access = new Access(AssumeRole, role.Arn)
        {
            ResourceOwner = c.Account,
            ResourceTags = role.Tags,
            ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
            ResourcePolicy = role.Trust.Compiled(),
            RequestTags = registration.SessionTags.IsEmpty ? null : registration.SessionTags,
            Keys = [("sts:RoleSessionName", registration.SessionName)],
            ListKeys = [("sts:TransitiveTagKeys", registration.TransitiveTagKeys.IsEmpty ? null : registration.TransitiveTagKeys)],
            DeniedMessage = Denied(registration, AssumeRole, role),
        };
        return registration.SessionTags.IsEmpty
            ? access
            : access with
            {
                And = [access.For(TagSession) with { DeniedMessage = Denied(registration, TagSession, role) }],
            };
    }

    public AssumeWorkloadRoleResponse Execute(AssumeWorkloadRoleRequest r, Call c)
    {
        var registration = c.Caller.Service!.Registration!;
        var role = WorkloadRole.Existing(c.Account, registration.RoleArn, registration.InstanceProfileName);
        var issued = IssuedCredentials
            .For(
                c,
                tokens,
                c.Account.Id,
                SessionKind.AssumedRole,
                role.Id,
                Duration(r, registration, c.Time),
                session =>
                    session with
                    {
                        Name = registration.SessionName,
                        Tags = registration.SessionTags,
                        TransitiveTagKeys = registration.TransitiveTagKeys,
                        Workload = new SessionWorkload(
                            registration.Id,
                            WorkloadSource.KeysOf(registration.Service, registration.SourceArn, r.RoleDelivery)
                        ),
                    }
            )
            .Credentials;
        var profile = registration.InstanceProfileName is { } name ? c.Account.InstanceProfiles.Find(name) : null;
        return new AssumeWorkloadRoleResponse
        {
            Credentials = new Credentials
            {
                AccessKeyId = issued.AccessKeyId,
                SecretAccessKey = issued.SecretAccessKey,
                SessionToken = issued.SessionToken,
                Expiration = issued.Expiration,
            },
            RoleArn = role.Arn,
            AssumedRoleArn = $"arn:aws:sts::{c.Account.Id}:assumed-role/{role.Name}/{registration.SessionName}",
            Workload = WorkloadShape.Of(registration),
            InstanceProfileArn = profile?.Arn,
            InstanceProfileId = profile?.Id,
        };
    }

    /// <summary>
    /// Credentials of machines last six hours unless the service asks for less. A role's maximum does not bind services
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html"/>). No session outlives its
    /// registration.
    /// </summary>
    static TimeSpan Duration(AssumeWorkloadRoleRequest r, WorkloadRegistration registration, DateTimeOffset now)
    {
        var usual = registration.Service is WorkloadSource.Instances or "ecs-tasks.amazonaws.com" or "pods.eks.amazonaws.com"
            ? MachineSeconds
            : UsualSeconds;
        var wanted = TimeSpan.FromSeconds(r.DurationSeconds ?? usual);
        return registration.ExpirationDate - now is { } left && left < wanted ? left : wanted;
    }

    static string Denied(WorkloadRegistration registration, ActionName action, Role role) =>
        $"Service: {registration.Service} is not authorized to perform: {action} on resource: {role.Arn}. The role's trust policy must "
        + "allow it.";
}
