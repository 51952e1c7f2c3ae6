using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Resources;

/// <summary>The resources that requests name.</summary>
static class Existing
{
    /// <exception cref="Wire.ApiException">ResourceNotFoundException.</exception>
    public static TrustAnchor TrustAnchor(Call c, Core.Accounts.Account account, string id) =>
        account.FindResource<TrustAnchor>(c.Region, id) ?? throw Errors.ResourceNotFoundException($"Trust anchor {id} not found");

    /// <exception cref="Wire.ApiException">ResourceNotFoundException.</exception>
    public static Profile Profile(Call c, Core.Accounts.Account account, string id) =>
        account.FindResource<Profile>(c.Region, id) ?? throw Errors.ResourceNotFoundException($"Profile {id} not found");

    /// <exception cref="Wire.ApiException">ResourceNotFoundException.</exception>
    public static Crl Crl(Call c, Core.Accounts.Account account, string id) =>
        account.FindResource<Crl>(c.Region, id) ?? throw Errors.ResourceNotFoundException($"CRL {id} not found");

    /// <exception cref="Wire.ApiException">ResourceNotFoundException.</exception>
    public static Subject Subject(Call c, Core.Accounts.Account account, string id) =>
        account.FindResource<Subject>(c.Region, id) ?? throw Errors.ResourceNotFoundException($"Subject {id} not found");
}
