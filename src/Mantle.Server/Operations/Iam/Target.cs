using Mantle.Server.Accounts;
using Mantle.Server.Authorization;

namespace Mantle.Server.Operations.Iam;

/// <summary>The resource an IAM call is about: its ARN and tags, also where it does not exist yet.</summary>
static class Target
{
    public static Access User(Call call, string action, string? name)
    {
        name ??= call.Caller.User?.Name;
        if (name is null)
            return new Access(action, call.Account.RootArn);
        return Of(action, call.Account.Users.Find(name), $"arn:aws:iam::{call.Account.Id}:user/{name}");
    }

    public static Access Role(Call call, string action, string name) =>
        Of(action, call.Account.Roles.Find(name), $"arn:aws:iam::{call.Account.Id}:role/{name}");

    public static Access Group(Call call, string action, string name) =>
        new(action, call.Account.Groups.Find(name)?.Arn ?? $"arn:aws:iam::{call.Account.Id}:group/{name}");

    public static Access Policy(Call call, string action, string arn) =>
        new(action, arn) { ResourceTags = call.Account.FindPolicy(arn)?.Tags };

    public static Access InstanceProfile(Call call, string action, string name)
    {
        var profile = call.Account.InstanceProfiles.Find(name);
        return new Access(action, profile?.Arn ?? $"arn:aws:iam::{call.Account.Id}:instance-profile/{name}") { ResourceTags = profile?.Tags };
    }

    /// <summary>The ARN of something that a call is about to make.</summary>
    public static string NewArn(Account account, string type, string? path, string name) => $"arn:aws:iam::{account.Id}:{type}{path ?? "/"}{name}";

    static Access Of(string action, ActingIdentity? identity, string arnIfMissing) =>
        new(action, identity?.Arn ?? arnIfMissing)
        {
            ResourceTags = identity?.Tags,
            Keys = identity?.PermissionsBoundary is { } boundary ? [("iam:PermissionsBoundary", boundary)] : [],
        };
}
