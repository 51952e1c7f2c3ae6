using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.PasswordPolicies;

[Operation]
static class DeleteAccountPasswordPolicy
{
    public static Access Requires(DeleteAccountPasswordPolicyRequest r, Call c) => new(Actions.DeleteAccountPasswordPolicy, "*");

    public static void Execute(DeleteAccountPasswordPolicyRequest r, Change change) =>
        change.Remove(
            change.Account.PasswordPolicy ?? throw Errors.NoSuchEntity("The account policy with name PasswordPolicy cannot be found.")
        );
}
