using System.Security.Cryptography;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Eks.PodIdentity;
using Mantle.Sts;
using Mantle.Sts.Federation;
using Mantle.Wire;
using Mantle.Wire.EksAuth;

namespace Mantle.EksAuth;

/// <summary>
/// Gives a pod its role: the token of its service account says who it is, an association says which role it has, and the role's trust
/// policy must name <c>pods.eks.amazonaws.com</c>
/// (<see href="https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html"/>).
/// </summary>
[Operation(IssuesCredentials = true)]
sealed class AssumeRoleForPodIdentity(SessionTokens tokens, WebIdentityTokens webIdentities)
{
    const int LongestName = 64,
        RandomDigits = 8;

    public static Access Requires(AssumeRoleForPodIdentityRequest r, Call c) =>
        new(Actions.AssumeRoleForPodIdentity, Associations.ClusterArn(c, r.ClusterName));

    /// <summary>
    /// Verifies the token, once it is known that the caller may ask: its issuer may have to be asked for its keys. Takes the account of
    /// the association's target role into the view.
    /// </summary>
    public async ValueTask<PodToken> WorkAsync(AssumeRoleForPodIdentityRequest r, Call c, CancellationToken cancellation)
    {
        var pod = await VerifyAsync(r, c, cancellation);
        if (Find(c, r, pod)?.Pod.TargetRoleArn is { } target)
            await c.View.IncludeAsync(RoleReference.Parse(target).AccountId);
        return pod;
    }

    async ValueTask<PodToken> VerifyAsync(AssumeRoleForPodIdentityRequest r, Call c, CancellationToken cancellation)
    {
        try
        {
            var (subject, audience, token) = await webIdentities.VerifyServiceAccountAsync(c.Account, r.Token, c.Time, cancellation);
            using (token)
                return
                    subject.Split(':') is ["system", "serviceaccount", var space, var name]
                    && audience == Associations.Service
                    && new PodToken(space, name, token) is { IsWellFormed: true } pod
                    ? pod
                    : throw Errors.InvalidTokenException(
                        $"The token is not one of a service account for the audience {Associations.Service}."
                    );
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

    static Association? Find(Call c, AssumeRoleForPodIdentityRequest r, PodToken pod) =>
        Association.Of(c, r.ClusterName, pod.Namespace, pod.ServiceAccount);

    public AssumeRoleForPodIdentityResponse Execute(AssumeRoleForPodIdentityRequest r, Call c, PodToken pod)
    {
        var association =
            Find(c, r, pod)
            ?? throw Errors.ResourceNotFoundException(
                $"No association found for service account {pod.ServiceAccount} in namespace {pod.Namespace} of cluster {r.ClusterName}."
            );
        var assumed = PodRole.Assume(c, association, pod, NameOf(association, pod));
        var issued = IssuedCredentials
            .For(
                c,
                tokens,
                assumed.Account.Id,
                SessionKind.AssumedRole,
                assumed.Role.Id,
                assumed.Duration,
                session =>
                    session with
                    {
                        Name = assumed.SessionName,
                        Policy = association.Pod.Policy,
                        Tags = assumed.Tags,
                        TransitiveTagKeys = [.. assumed.Tags.Select(tag => tag.Key)],
                        Chained = assumed.IsChained,
                        Workload = new SessionWorkload(c.Account.Id, association.Registration.Id, []),
                    }
            )
            .Credentials;
        return new AssumeRoleForPodIdentityResponse
        {
            Subject = new() { Namespace = pod.Namespace, ServiceAccount = pod.ServiceAccount },
            Audience = Associations.Service,
            PodIdentityAssociation = new()
            {
                AssociationArn = Associations.ArnOf(c, r.ClusterName, association.Registration.Id),
                AssociationId = association.Registration.Id,
            },
            AssumedRoleUser = new()
            {
                Arn = $"arn:aws:sts::{assumed.Account.Id}:assumed-role/{assumed.Role.Name}/{assumed.SessionName}",
                AssumeRoleId = $"{assumed.Role.Id}:{assumed.SessionName}",
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

    /// <summary>The session name: of the cluster, the pod or its service account, and a random end.</summary>
    static string NameOf(Association association, PodToken pod)
    {
        var name = $"{association.Registration.SessionName}-{pod.Name ?? pod.ServiceAccount}";
        return $"{name[..Math.Min(name.Length, LongestName - RandomDigits - 1)]}-{RandomNumberGenerator.GetHexString(RandomDigits, true)}";
    }
}
