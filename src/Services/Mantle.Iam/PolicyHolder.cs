using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>The user, group or role that <c>PolicySourceArn</c> names.</summary>
static class PolicyHolder
{
    /// <summary>
    /// What the call needs: the action on the holder, by the ARN that it has. A denial shows the ARN as it was given, as AWS's does.
    /// </summary>
    public static Access Access(Call call, ActionName action, string arn)
    {
        var holder = TryFind(call.Account, arn);
        return new(action, holder?.Arn ?? arn) { ResourceTags = (holder as ActingIdentity)?.Tags, ShownResource = arn };
    }

    /// <exception cref="Wire.ApiException">InvalidInput: the ARN is of something else. NoSuchEntity: the account has no such user, group or
    /// role.</exception>
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
        return found is not null && found.Arn.Equals(arn, StringComparison.OrdinalIgnoreCase) ? found : null;
    }
}

/// <summary>ARNs of users, groups and roles.</summary>
static class EntityArn
{
    /// <exception cref="Wire.ApiException">InvalidInput: it is the ARN of something else, such as a session, or none.</exception>
    public static (string Type, string Name) Read(string arn) =>
        TryRead(arn, out var type, out var name)
            ? (type, name)
            : throw Errors.InvalidInput($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");

    public static bool TryRead(string text, out string type, out string name)
    {
        type = name = "";
        if (!Arn.TryParse(text, out var arn) || !arn.Service.SequenceEqual("iam") || !AccountId.IsValid(arn.AccountId))
            return false;
        var slash = arn.Resource.IndexOf('/');
        if (slash < 0)
            return false;
        type = arn.Resource[..slash].ToString();
        name = arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..].ToString();
        return type is "user" or "group" or "role" && name.Length > 0;
    }
}
