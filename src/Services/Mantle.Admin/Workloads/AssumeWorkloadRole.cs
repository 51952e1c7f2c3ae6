using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
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

    public static Access Requires(AssumeWorkloadRoleRequest r, Call c)
    {
        var registration = ((WorkloadIdentity)c.Caller.External!).Registration;
        var role = WorkloadRole.Existing(c.Account, registration.RoleArn, registration.InstanceProfileName);
        return ServiceAssume.Of(
            c.Account,
            registration.Service,
            role,
            registration.SessionName,
            registration.SessionTags,
            registration.TransitiveTagKeys
        );
    }

    public AssumeWorkloadRoleResponse Execute(AssumeWorkloadRoleRequest r, Call c)
    {
        var registration = ((WorkloadIdentity)c.Caller.External!).Registration;
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
                            c.Account.Id,
                            registration.Id,
                            WorkloadSource.KeysOf(registration.Service, registration.SourceArn, r.RoleDelivery)
                        )
                        {
                            AuditMembers = WorkloadSource.AuditMembersOf(registration.Service, r.RoleDelivery),
                        },
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
        var usual = registration.Service is WorkloadSource.Instances or "ecs-tasks.amazonaws.com" ? MachineSeconds : UsualSeconds;
        var wanted = TimeSpan.FromSeconds(r.DurationSeconds ?? usual);
        return registration.ExpirationDate - now is { } left && left < wanted ? left : wanted;
    }
}
