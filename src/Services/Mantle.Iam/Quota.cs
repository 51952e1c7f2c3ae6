using Mantle.Core.Accounts;
using Mantle.Policy;
using Mantle.Wire;
using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>
/// AWS's default quotas
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"/>).
/// </summary>
static class Quota
{
    public const int Users = 5_000,
        Groups = 300,
        Roles = 1_000,
        InstanceProfiles = 1_000,
        Policies = 1_500,
        ServerCertificates = 20;
    public const int ManagedPoliciesPerIdentity = 10,
        GroupsPerUser = 10,
        AccessKeysPerUser = 2,
        VersionsPerPolicy = 5,
        Tags = 50;
    public const int OidcProviders = 100,
        SamlProviders = 100,
        ClientIdsPerOidcProvider = 100,
        ThumbprintsPerOidcProvider = 5,
        KeysPerSamlProvider = 2;
    public const int MfaDevicesPerUser = 8,
        SshPublicKeysPerUser = 5,
        SigningCertificatesPerUser = 2,
        CredentialsPerService = 2;

    /// <summary>Refuses another entity where the account already has the quota, unless the server runs with <c>--quotas off</c>.</summary>
    public static void Check(Change change, string name, int limit, int existing)
    {
        if (existing >= limit && change.EnforcesQuotas)
            throw Exceeded(name, limit);
    }

    public static ApiException Exceeded(string name, int limit) =>
        Errors.LimitExceeded(string.Create(CultureInfo.InvariantCulture, $"Cannot exceed quota for {name}: {limit}"));

    public static int InlineSize(Identity holder) =>
        holder switch
        {
            Core.Accounts.User => PolicySize.UserInlinePolicies,
            Core.Accounts.Group => PolicySize.GroupInlinePolicies,
            _ => PolicySize.RoleInlinePolicies,
        };
}
