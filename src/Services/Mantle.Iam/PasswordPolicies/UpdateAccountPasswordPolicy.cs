using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using PasswordPolicy = Mantle.Iam.Entities.PasswordPolicy;

namespace Mantle.Iam.PasswordPolicies;

/// <summary>Replaces the whole policy: a member that the request leaves out gets its default.</summary>
[Operation]
static class UpdateAccountPasswordPolicy
{
    public static Access Requires(UpdateAccountPasswordPolicyRequest r, Call c) => new(Actions.UpdateAccountPasswordPolicy, "*");

    public static void Execute(UpdateAccountPasswordPolicyRequest r, Change change)
    {
        var defaults = new PasswordPolicy();
        change.Put(
            new PasswordPolicy
            {
                MinimumLength = r.MinimumPasswordLength ?? defaults.MinimumLength,
                RequireSymbols = r.RequireSymbols ?? false,
                RequireNumbers = r.RequireNumbers ?? false,
                RequireUppercase = r.RequireUppercaseCharacters ?? false,
                RequireLowercase = r.RequireLowercaseCharacters ?? false,
                AllowUsersToChangePassword = r.AllowUsersToChangePassword ?? false,
                MaxAge = r.MaxPasswordAge,
                ReusePrevention = r.PasswordReusePrevention,
                HardExpiry = r.HardExpiry,
            }
        );
    }
}
