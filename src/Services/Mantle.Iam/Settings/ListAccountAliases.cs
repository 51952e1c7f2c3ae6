using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Settings;

[Operation]
static class ListAccountAliases
{
    public static Access Requires(ListAccountAliasesRequest r, Call c) => new(Actions.ListAccountAliases, "*");

    public static ListAccountAliasesResponse Execute(ListAccountAliasesRequest r, Call c)
    {
        string[] aliases = c.Account.Settings.Alias is { } alias ? [alias] : [];
        var page = Page.Sorted(aliases, name => name, StringComparer.Ordinal, r.Marker, r.MaxItems);
        return new ListAccountAliasesResponse
        {
            AccountAliases = page.Items,
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
