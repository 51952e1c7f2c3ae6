using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Policy;

namespace Mantle.Iam.LoginProfiles;

/// <summary>
/// The permissions that the account's password policy grants each user, where it lets users change their own passwords. An explicit deny
/// overrides them.
/// </summary>
static class OwnPassword
{
    static readonly PolicySet Grant = PolicySet.Create(
        WrittenPolicy.Compile(
            PolicyText.Of(
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":["iam:ChangePassword",
                 "iam:GetAccountPasswordPolicy"],"Resource":"*"}}
                """
            ),
            new PolicySource("password policy", PolicySourceType.Resource),
            isDerived: true
        )
    );

    public static Access Granted(Call c, Access access) =>
        c.Caller.User is not null && c.Account.PasswordPolicy is { AllowUsersToChangePassword: true }
            ? access with
            {
                ResourcePolicy = Grant,
            }
            : access;
}
