using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;

namespace Mantle.Iam;

/// <summary>
/// The access that an IAM call needs: the resource's ARN and tags, and how a denial names it. The resource need not exist.
/// </summary>
static class AccessTo
{
    /// <summary>A user; the caller where no name is given, who may be the root user.</summary>
    /// <param name="call">The call.</param>
    /// <param name="action">The action.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="withBoundary">Whether the action has the condition key <c>iam:PermissionsBoundary</c>.</param>
    /// <exception cref="Wire.ApiException">ValidationError: there is no name, and the caller is neither a user nor the root
    /// user.</exception>
    public static Access User(Call call, ActionName action, string? name, bool withBoundary = false)
    {
        if (name is null && call.Caller.IsRoot)
            return new Access(action, call.Account.RootArn);
        name ??= Existing.CallersOwnName(call);
        return Of(action, call.Account.Users.Find(name), EntityArn.New(call.Account, "user", null, name), withBoundary) with
        {
            ShownResource = $"user {name}",
        };
    }

    /// <summary>A role; <paramref name="withBoundary"/> as for a user.</summary>
    public static Access Role(Call call, ActionName action, string name, bool withBoundary = false) =>
        Of(action, call.Account.Roles.Find(name), EntityArn.New(call.Account, "role", null, name), withBoundary) with
        {
            ShownResource = $"role {name}",
        };

    public static Access Group(Call call, ActionName action, string name) =>
        new(action, call.Account.Groups.Find(name)?.Arn ?? EntityArn.New(call.Account, "group", null, name))
        {
            ShownResource = $"group {name}",
        };

    public static Access Policy(Call call, ActionName action, string arn) =>
        new(action, arn) { ResourceTags = call.Account.FindPolicy(arn)?.Tags, ShownResource = $"policy {arn}" };

    public static Access InstanceProfile(Call call, ActionName action, string name)
    {
        var profile = call.Account.InstanceProfiles.Find(name);
        return new Access(action, profile?.Arn ?? $"arn:aws:iam::{call.Account.Id}:instance-profile/{name}")
        {
            ResourceTags = profile?.Tags,
            ShownResource = $"instance profile {name}",
        };
    }

    public static Access ServerCertificate(Call call, ActionName action, string name)
    {
        var certificate = call.Account.ServerCertificates.Find(name);
        return new Access(action, certificate?.Arn ?? $"arn:aws:iam::{call.Account.Id}:server-certificate/{name}")
        {
            ResourceTags = certificate?.Tags,
        };
    }

    static Access Of(ActionName action, ActingIdentity? identity, Arn arnIfMissing, bool withBoundary) =>
        new(action, identity?.Arn ?? arnIfMissing)
        {
            ResourceTags = identity?.Tags,
            Keys = withBoundary && identity?.PermissionsBoundary is { } boundary ? [("iam:PermissionsBoundary", boundary)] : [],
        };
}
