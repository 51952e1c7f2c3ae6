using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.RolesAnywhere.Tags;

/// <summary>The resource of any type that an ARN names.</summary>
static class TaggedResource
{
    /// <summary>The resource's tags as condition keys; null if there is no such resource.</summary>
    public static IReadOnlyList<Tag>? TagsOf(Call c, string arn) => Find(c, c.Account, arn)?.Tags;

    /// <exception cref="Wire.ApiException">ResourceNotFoundException.</exception>
    public static Resource Existing(Call c, Account account, string arn) =>
        Find(c, account, arn) ?? throw Errors.ResourceNotFoundException($"Resource {arn} not found");

    static Resource? Find(Call c, Account account, string arn) =>
        (Resource?)Find<TrustAnchor>(c, account, arn)
        ?? Find<Profile>(c, account, arn)
        ?? Find<Crl>(c, account, arn)
        ?? (Resource?)Find<Subject>(c, account, arn);

    static T? Find<T>(Call c, Account account, string arn)
        where T : Resource, IResourceType =>
        ResourceArn.IdIn<T>(arn, c.Region, account.Id) is { } id ? account.FindResource<T>(c.Region, id) : null;
}
