using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>An access of a denied call, with the values of its condition keys.</summary>
/// <param name="Access">The access.</param>
/// <param name="Id">The id of its denial; null if it has none of its own.</param>
/// <param name="Owner">The account that owns the resource.</param>
/// <param name="OwnerOrganization">The organization of that account.</param>
/// <param name="Context">The condition keys that the call has, and those that a policy asks for.</param>
/// <param name="ResourceKeys">Those that describe the resource beyond its ARN.</param>
sealed record CapturedAccess(
    Access Access,
    string? Id,
    Account Owner,
    Organization? OwnerOrganization,
    IReadOnlyDictionary<string, string[]> Context,
    IReadOnlyList<string> ResourceKeys
)
{
    public static CapturedAccess Of(Call call, Access access, string? id)
    {
        var owner = access.ResourceOwner ?? call.Account;
        var keys = new RequestKeys(call, access);
        var context = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, values) in keys.All())
            context[key] = [.. values];
        var named = context.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Some keys are looked up only if a policy asks for them, so all that the policies in force ask for are asked here.
        PolicyEvaluator.FindNearMisses(Authorizer.RequestFor(call, access) with { Context = new AskedKeys(keys, context) });
        return new CapturedAccess(
            access,
            id,
            owner,
            call.View.OrganizationOf(owner),
            context,
            [.. context.Keys.Where(key => IsOfResource(key) || (!named.Contains(key) && !IsOfCall(key)))]
        );
    }

    static bool IsOfResource(string key) =>
        key.StartsWith("aws:Resource", StringComparison.OrdinalIgnoreCase)
        || key.EndsWith(":ResourceAccount", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a key that only a policy named belongs to the call or its caller.</summary>
    static bool IsOfCall(string key) => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The call's condition keys. It notes the values of those that are asked for.</summary>
    sealed class AskedKeys(RequestContext keys, Dictionary<string, string[]> noted) : RequestContext
    {
        public override bool TryGetValues(ContextKey key, out ContextValues values)
        {
            if (!keys.TryGetValues(key, out values))
                return false;
            if (!noted.ContainsKey(key.Name))
            {
                var all = new string[values.Count];
                for (var i = 0; i < all.Length; i++)
                    all[i] = values[i];
                noted[key.Name] = all;
            }
            return true;
        }
    }
}
