using Mantle.Core.Authorization;
using Mantle.Iam;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Resources;

/// <summary>Pages of the service's lists, in the order of ids.</summary>
static class Paging
{
    /// <summary>The greatest page; what asks for more gets that many.</summary>
    const int Most = 1_000;

    /// <exception cref="Wire.ApiException">ValidationException: pageSize is not positive, or nextToken was not given by a list.</exception>
    public static Page<T> Of<T>(ListRequest r, Call c)
        where T : Resource
    {
        if (r.PageSize < 1)
            throw Errors.ValidationException(
                $"1 validation error detected: Value '{r.PageSize}' at 'pageSize' failed to satisfy constraint: Member must have value "
                    + "greater than or equal to 1"
            );
        return Page.Take(
            c.Account.Resources<T>(c.Region, Page.Start(r.NextToken, "Invalid nextToken")),
            r.PageSize is { } size ? Math.Min(size, Most) : null,
            each => each.Id
        );
    }
}
