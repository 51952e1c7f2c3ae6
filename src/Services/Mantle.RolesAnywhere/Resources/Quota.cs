using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Resources;

/// <summary>
/// AWS's default quotas, per region
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/quotas.html"/>).
/// </summary>
static class Quota
{
    public const int TrustAnchors = 50,
        Profiles = 250,
        CrlsPerTrustAnchor = 2,
        CertificatesPerTrustAnchor = 2;

    /// <summary>Refuses another resource where the account has the quota, unless the server runs with <c>--quotas off</c>.</summary>
    /// <exception cref="Wire.ApiException">ValidationException.</exception>
    public static void Check<T>(Change change, int limit, string name, Func<T, bool>? counts = null)
        where T : Resource
    {
        if (change.EnforcesQuotas && change.Account.Resources<T>(change.Call.Region).Count(each => counts is null || counts(each)) >= limit)
            throw Errors.ValidationException(string.Create(CultureInfo.InvariantCulture, $"Limit exceeded for {name}: {limit}"));
    }
}
