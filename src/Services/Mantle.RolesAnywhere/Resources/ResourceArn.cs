using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;

namespace Mantle.RolesAnywhere.Resources;

/// <summary>ARNs of the service's resources: <c>arn:aws:rolesanywhere:REGION:ACCOUNT:TYPE/ID</c>.</summary>
static class ResourceArn
{
    /// <summary>What profiles without roles of their own, and callers, are told of roles that the service gets.</summary>
    public const string ServicePrincipal = "rolesanywhere.amazonaws.com";

    public static string Of<T>(Call call, string id)
        where T : IResourceType => Of<T>(call.Region, call.Account.Id, id);

    public static string Of<T>(string region, AccountId account, string id)
        where T : IResourceType => $"arn:aws:rolesanywhere:{region}:{account}:{T.Type}/{id}";

    /// <summary>The id in the ARN of a resource of a type; null where it is the ARN of something else.</summary>
    /// <param name="text">The ARN.</param>
    /// <param name="region">The region that it must be in.</param>
    /// <param name="account">The account that it must be of.</param>
    public static string? IdIn<T>(string text, string region, AccountId account)
        where T : IResourceType
    {
        var start = Of<T>(region, account, "");
        return text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;
    }
}
