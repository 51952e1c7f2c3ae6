using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>
/// Paths and role names that AWS reserves for service-linked roles
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html"/>). A role with such a path would pass for
/// a service-linked role, which organizations' policies exempt by its path.
/// </summary>
static class ReservedNames
{
    const string LinkedPath = "/aws-service-role/",
        ReservedPath = "/aws-reserved/";

    /// <exception cref="Wire.ApiException">InvalidInput: the path is reserved.</exception>
    public static void CheckPath(string? path)
    {
        if (path is null)
            return;
        if (path.StartsWith(LinkedPath, StringComparison.OrdinalIgnoreCase))
            throw Errors.InvalidInput($"Path prefix '{LinkedPath}' can only be used for AWS Service linked Roles");
        if (path.StartsWith(ReservedPath, StringComparison.OrdinalIgnoreCase))
            throw Errors.InvalidInput($"Path prefix '{ReservedPath}' can only be used for roles that AWS reserves");
    }

    /// <exception cref="Wire.ApiException">InvalidInput: the name is reserved.</exception>
    public static void CheckRole(string name, string? path = null)
    {
        CheckPath(path);
        if (IsReserved(name) is { } reason)
            throw Errors.InvalidInput(reason);
    }

    /// <summary>The reason why a role cannot have a name; null when it can. The check ignores case, as role names do.</summary>
    public static string? IsReserved(string name) =>
        name.StartsWith("AWSServiceRoleFor", StringComparison.OrdinalIgnoreCase)
            ? "Role name prefix 'AWSServiceRoleFor' can only be used for AWS Service linked Roles"
        : name.StartsWith("AWSReservedSSO_", StringComparison.OrdinalIgnoreCase)
            ? "Role name prefix 'AWSReservedSSO_' can only be used for roles that AWS reserves"
        : null;
}
