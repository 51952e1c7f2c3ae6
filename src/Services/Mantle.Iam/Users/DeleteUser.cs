using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Users;

[Operation]
static class DeleteUser
{
    public static Access Requires(DeleteUserRequest r, Call c) => AccessTo.User(c, Actions.DeleteUser, r.UserName);

    public static void Execute(DeleteUserRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        if (user.AttachedPolicies.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must detach all policies first.");
        if (user.InlinePolicies.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must delete policies first.");
        if (user.Groups.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must remove users from group first.");
        if (user.AccessKeys.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must delete access keys first.");
        if (user.MfaDevices.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must delete MFA device first.");
        if (user.LoginProfile is not null)
            throw Errors.DeleteConflict("Cannot delete entity, must delete login profile first.");
        if (user.SigningCertificates.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must delete certificates first.");
        if (user.SshPublicKeys.Length > 0 || user.ServiceSpecificCredentials.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must remove referenced objects first.");
        change.Remove(user);
    }
}
