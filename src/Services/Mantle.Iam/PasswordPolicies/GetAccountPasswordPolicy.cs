using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Iam.LoginProfiles;
using Mantle.Wire.Iam;

namespace Mantle.Iam.PasswordPolicies;

[Operation]
static class GetAccountPasswordPolicy
{
    public static Access Requires(GetAccountPasswordPolicyRequest r, Call c) =>
        OwnPassword.Granted(c, new Access(Actions.GetAccountPasswordPolicy, "*"));

    public static GetAccountPasswordPolicyResponse Execute(GetAccountPasswordPolicyRequest r, Call c)
    {
        var policy =
            c.Account.PasswordPolicy ?? throw Errors.NoSuchEntity($"The Password Policy with domain name {c.Account.Id} cannot be found.");
        return new GetAccountPasswordPolicyResponse
        {
            PasswordPolicy = new()
            {
                MinimumPasswordLength = policy.MinimumLength,
                RequireSymbols = policy.RequireSymbols,
                RequireNumbers = policy.RequireNumbers,
                RequireUppercaseCharacters = policy.RequireUppercase,
                RequireLowercaseCharacters = policy.RequireLowercase,
                AllowUsersToChangePassword = policy.AllowUsersToChangePassword,
                ExpirePasswords = policy.MaxAge is not null,
                MaxPasswordAge = policy.MaxAge,
                PasswordReusePrevention = policy.ReusePrevention,
                HardExpiry = policy.HardExpiry,
            },
        };
    }
}
