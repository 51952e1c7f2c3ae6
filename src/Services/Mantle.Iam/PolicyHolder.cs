using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>The user, group or role that <c>PolicySourceArn</c> names.</summary>
static class PolicyHolder
{
    /// <summary>The action on the identity's own ARN. AWS's denial texts show the ARN as the request spelled it.</summary>
    public static Access Access(Call call, ActionName action, string arn)
    {
        var holder = TryFind(call.Account, arn);
        return new(action, holder?.Arn ?? (ResourceName)arn) { ResourceTags = (holder as ActingIdentity)?.Tags, ShownResource = arn };
    }

    /// <exception cref="Wire.ApiException">InvalidInput: it is not an ARN of a user, group or role. NoSuchEntity: the account has no such
    /// user, group or role.</exception>
    public static Identity Find(Account account, string arn)
    {
        var (type, name) = EntityArn.Read(arn);
        return TryFind(account, arn) ?? throw Errors.NoSuchEntity($"The {type} with name {name} cannot be found.");
    }

    static Identity? TryFind(Account account, string arn)
    {
        if (!EntityArn.TryRead(arn, out var type, out var name))
            return null;
        Identity? found = type switch
        {
            "user" => account.Users.Find(name),
            "group" => account.Groups.Find(name),
            _ => account.Roles.Find(name),
        };
        return found is not null && found.Arn.ToString().Equals(arn, StringComparison.OrdinalIgnoreCase) ? found : null;
    }
}
