using System.Collections.Immutable;
using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Policy;
using Mantle.Sts;
using Mantle.Sts.Federation;
using Mantle.Wire;
using Mantle.Wire.EksAuth;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.EksAuth;

/// <summary>
/// Gives a pod its role: the token of its service account says who it is, an association says which role it has, and the role's trust
/// policy must name <c>pods.eks.amazonaws.com</c>
/// (<see href="https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html"/>).
/// </summary>
[Operation(IssuesCredentials = true)]
sealed class AssumeRoleForPodIdentity(SessionTokens tokens, WebIdentityTokens webIdentities)
{
    const string Audience = "pods.eks.amazonaws.com";

    const int LongestName = 64;

    static readonly TimeSpan Duration = TimeSpan.FromHours(6);

    static readonly ActionName AssumeRole = ActionName.Parse("sts:AssumeRole"),
        TagSession = ActionName.Parse("sts:TagSession");

    public static Access Requires(AssumeRoleForPodIdentityRequest r, Call c) =>
        new(Actions.AssumeRoleForPodIdentity, $"arn:aws:eks:{c.Region}:{c.Account.Id}:cluster/{r.ClusterName}");

    /// <summary>Verifies the token, once it is known that the caller may ask: its issuer may have to be asked for its keys.</summary>
    public async ValueTask<PodToken> WorkAsync(AssumeRoleForPodIdentityRequest r, Call c, CancellationToken cancellation)
    {
        try
        {
            var (subject, audience, token) = await webIdentities.VerifyServiceAccountAsync(c.Account, r.Token, c.Time, cancellation);
            using (token)
                return subject.Split(':') is ["system", "serviceaccount", var space, var name] && audience == Audience
                    ? new PodToken(space, name, token)
                    : throw Errors.InvalidTokenException($"The token is not one of a service account for the audience {Audience}.");
        }
        catch (ApiException error) when (error.Code.StartsWith("ExpiredToken", StringComparison.Ordinal))
        {
            throw Errors.ExpiredTokenException(error.Message);
        }
        catch (ApiException error) when (error.Code is "InvalidIdentityToken" or "IDPCommunicationError")
        {
            throw Errors.InvalidTokenException(error.Message);
        }
    }

    public AssumeRoleForPodIdentityResponse Execute(AssumeRoleForPodIdentityRequest r, Call c, PodToken pod)
    {
        var registration =
            c.Account.Workloads.All.FirstOrDefault(each =>
                each.Pod is { } of && of.Cluster == r.ClusterName && of.Namespace == pod.Namespace && of.Name == pod.ServiceAccount
            )
            ?? throw Errors.ResourceNotFoundException(
                $"No association found for service account {pod.ServiceAccount} in namespace {pod.Namespace} of cluster {r.ClusterName}."
            );
        var role =
            c.Account.Roles.Find(registration.RoleArn![(registration.RoleArn!.LastIndexOf('/') + 1)..]) is { } found
            && (string)found.Arn == registration.RoleArn
                ? found
                : throw Errors.AccessDeniedException($"The role {registration.RoleArn} cannot be assumed.");
        ImmutableArray<Tag> tags = registration.Pod!.WithoutSessionTags ? [] : pod.Tags(registration);
        Demand(c, registration, role, tags);
        var name = $"{registration.SessionName}-{pod.Name ?? pod.ServiceAccount}";
        name = $"{name[..Math.Min(name.Length, LongestName - 9)]}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var issued = IssuedCredentials
            .For(
                c,
                tokens,
                c.Account.Id,
                SessionKind.AssumedRole,
                role.Id,
                Duration,
                session =>
                    session with
                    {
                        Name = name,
                        Tags = tags,
                        TransitiveTagKeys = [.. tags.Select(tag => tag.Key)],
                        Workload = new SessionWorkload(registration.Id, []),
                    }
            )
            .Credentials;
        return new AssumeRoleForPodIdentityResponse
        {
            Subject = new() { Namespace = pod.Namespace, ServiceAccount = pod.ServiceAccount },
            Audience = Audience,
            PodIdentityAssociation = new()
            {
                AssociationArn = $"arn:aws:eks:{c.Region}:{c.Account.Id}:podidentityassociation/{r.ClusterName}/{registration.Id}",
                AssociationId = registration.Id,
            },
            AssumedRoleUser = new()
            {
                Arn = $"arn:aws:sts::{c.Account.Id}:assumed-role/{role.Name}/{name}",
                AssumeRoleId = $"{role.Id}:{name}",
            },
            Credentials = new()
            {
                AccessKeyId = issued.AccessKeyId,
                SecretAccessKey = issued.SecretAccessKey,
                SessionToken = issued.SessionToken,
                Expiration = issued.Expiration,
            },
        };
    }

    /// <summary>The service itself, and not the agent that calls, assumes the role: its trust policy alone decides.</summary>
    static void Demand(Call c, WorkloadRegistration registration, Role role, ImmutableArray<Tag> tags)
    {
        var service = c with
        {
            Caller = Caller.OfExternal(c.Account, ServiceIdentity.Of(registration, new SessionAttributes { Tags = tags })),
        };
        var access = new Access(AssumeRole, role.Arn)
        {
            ResourceOwner = c.Account,
            ResourceTags = role.Tags,
            ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
            ResourcePolicy = role.Trust.Compiled(),
            RequestTags = tags.IsEmpty ? null : tags,
            ListKeys = [("sts:TransitiveTagKeys", tags.IsEmpty ? null : [.. tags.Select(tag => tag.Key)])],
            DeniedMessage = Denied(registration, AssumeRole, role),
        };
        service.Demand(
            tags.IsEmpty
                ? access
                : access with
                {
                    And = [access.For(TagSession) with { DeniedMessage = Denied(registration, TagSession, role) }],
                }
        );
    }

    static string Denied(WorkloadRegistration registration, ActionName action, Role role) =>
        $"Service: {registration.Service} is not authorized to perform: {action} on resource: {role.Arn}. The role's trust policy must "
        + "allow it.";
}
