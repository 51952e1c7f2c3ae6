using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Eks.PodIdentity;
using Mantle.Sts;
using Mantle.Wire.EksAuth;
using AssumeRoleRequest = Mantle.Wire.Sts.AssumeRoleRequest;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.EksAuth;

/// <summary>
/// The role that a pod gets: the associated one, or the target role that the associated one assumes for it
/// (<see href="https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html"/>).
/// </summary>
/// <param name="Account">The role's account.</param>
/// <param name="Role">The role.</param>
/// <param name="SessionName">The role session name.</param>
/// <param name="Tags">The session tags, all of them transitive.</param>
/// <param name="IsChained">Whether it is a target role.</param>
sealed record PodRole(Account Account, Role Role, string SessionName, ImmutableArray<Tag> Tags, bool IsChained)
{
    /// <summary>Credentials of a role chain last an hour at most, and EKS asks for a minute less.</summary>
    public TimeSpan Duration => IsChained ? TimeSpan.FromMinutes(59) : TimeSpan.FromHours(6);

    /// <summary>Assumes the role, if its trust policy lets the service, and then the target role, if there is one.</summary>
    /// <exception cref="Wire.ApiException">AccessDeniedException.</exception>
    public static PodRole Assume(Call c, Association association, PodToken pod, string sessionName)
    {
        var registration = association.Registration;
        var role =
            RoleReference.Parse(registration.RoleArn!).Find(c.Account)
            ?? throw Errors.AccessDeniedException($"The role {registration.RoleArn} cannot be assumed.");
        ImmutableArray<Tag> tags = association.Pod.WithoutSessionTags ? [] : pod.Tags(association);
        ImmutableArray<string> keys = [.. tags.Select(tag => tag.Key)];
        AsService(c, registration, tags).Demand(ServiceAssume.Of(c.Account, registration.Service, role, sessionName, tags, keys));
        var first = new PodRole(c.Account, role, sessionName, tags, IsChained: false);
        return association.Pod.TargetRoleArn is { } target ? first.AssumeTarget(c, association, target) : first;
    }

    /// <summary>
    /// The service itself, and not the agent that calls, assumes the role. For a service, policies are the only check, so they count also
    /// where authorization is not enforced.
    /// </summary>
    static Call AsService(Call c, WorkloadRegistration registration, ImmutableArray<Tag> tags) =>
        c with
        {
            Gate = c.Gate.Enforcement == Enforcement.On ? c.Gate : new Gate(Enforcement.On),
            Caller = Caller.OfExternal(c.Account, WorkloadIdentity.Of(registration, new SessionAttributes { Tags = tags })),
        };

    /// <summary>A session of the associated role assumes the target role as any session does, with the association's external id.</summary>
    PodRole AssumeTarget(Call c, Association association, string target)
    {
        var session = new Session
        {
            Kind = SessionKind.AssumedRole,
            AccountId = Account.Id,
            AccessKeyId = UniqueId.NewAccessKey(UniqueId.SessionKey, Account.Id),
            PrincipalId = Role.Id,
            Name = SessionName,
            Tags = Tags,
            TransitiveTagKeys = [.. Tags.Select(tag => tag.Key)],
            IssuedAt = c.Time,
            ExpiresAt = c.Time + Duration,
        };
        var chained = c with { Caller = Caller.OfSession(Account, session)! };
        var reference = RoleReference.Parse(target);
        chained.Demand(
            Sts.AssumeRole.Requires(
                new AssumeRoleRequest
                {
                    RoleArn = target,
                    RoleSessionName = SessionName,
                    ExternalId = association.ExternalId,
                },
                chained,
                reference
            )
        );
        return c.FindAccount(reference.AccountId) is { } account && reference.Find(account) is { } role
            ? new PodRole(account, role, SessionName, Tags, IsChained: true)
            : throw Errors.AccessDeniedException($"The role {target} cannot be assumed.");
    }
}
