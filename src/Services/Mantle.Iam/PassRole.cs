using Mantle.Core.Authorization;

namespace Mantle.Iam;

/// <summary>
/// Handing a role to a service needs <c>iam:PassRole</c>, whichever operation does it
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"/>).
/// </summary>
static class PassRole
{
    /// <param name="roleArn">The role.</param>
    /// <param name="service">The service principal that gets it: <c>iam:PassedToService</c>.</param>
    /// <param name="resourceArn">ARN of what the service uses it for, <c>iam:AssociatedResourceArn</c>; null where AWS has none.</param>
    public static Access To(string roleArn, string service, string? resourceArn = null) =>
        new(Actions.PassRole, roleArn) { Keys = [("iam:PassedToService", service), ("iam:AssociatedResourceArn", resourceArn)] };

    /// <summary>Seeing the role, which AWS asks of whoever associates one with a service account.</summary>
    public static Access Seeing(string roleArn) => new(Actions.GetRole, roleArn);
}
